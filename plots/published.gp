# Measured and published figures, a panel for each arm: the median over the blocks with its interval and every valid run
# as a faint dot, the published figure of 2020 below or above it. A cross is a published figure without a single byte of
# a reply.
#
# Given by suite/charts/published.cpp: panels (each has one series), columns, panel_title[]; x_least, x_most,
# x_tick[] at x_tick_at[]; y_least, y_most, y_tick[] at y_tick_at[]; x_title, y_title.
panel_height = panels > 1 ? 158.0 : 300.0
load style

set logscale xy
set xrange [x_least : x_most]
set yrange [y_least : y_most]
eval axis_names

set multiplot
do for [p = 1 : panels] {
  eval "k = p; ".panel_place
  if (is_lowest(p)) { eval x_ticks } else { eval x_marks }
  if (is_leftmost(p)) { eval y_ticks } else { eval y_marks }
  published_layers = "data using (column('x')):(only(p, 'published', 'y')) with lines linestyle 62, " \
    ."data using (column('x')):(only(p, 'published', 'y')):(column('hollow') == 1 ? 2 : 13) " \
    ."with points linestyle 162 pointtype variable"
  eval 'plot '.published_layers.', '.run_layer.', '.line_layer.', '.interval_layer.', '.estimate_layers
  eval furniture_off
  eval axis_names_off
}
unset multiplot
unset output
