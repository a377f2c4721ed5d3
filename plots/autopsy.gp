# A defect of plans/autopsy.toml, its corrected versions and the published figures: lines through its rows of
# autopsy.csv, on logarithmic axes. All defects use this script.
#
# Given by suite/autopsy/charts.cpp: series[] with looks[] (the published one has 62); x_least,
# x_most, x_tick[] at x_tick_at[]; y_least, y_most, y_tick[] at y_tick_at[]; x_title, y_title; first_point (the first
# series that is more than a line).
area = 330.0
load style

set logscale xy
set xrange [x_least : x_most]
set yrange [y_least : y_most]
set lmargin at screen X(gutter + 6)
set rmargin at screen X(width - right - 6)
set tmargin at screen Y(top + 4)
set bmargin at screen Y(top + area - 44 - second_row)
eval axis_names
eval x_ticks
eval y_ticks

y_of(s) = strcol('series') eq series[s] ? column('y') : NaN
# Hollow if the time limit ended a run.
shape_of(s) = series[s] eq 'published' ? 13 : strcol('cut') eq 'yes' ? shape(looks[s]) - 1 : shape(looks[s])
plot \
  for [s = 1 : series_count] data using (column('x')):(y_of(s)) with lines linestyle looks[s], \
  for [s = first_point : series_count] data using (column('x')):(y_of(s)):(shape_of(s)) \
    with points linestyle 100 + looks[s] pointtype variable
unset output
