# Measured beside published, a panel an arm: the median over the blocks with its interval and every valid run as a faint dot,
# the published figure of 2020 below or above it. A cross is a published figure without a single octet of a reply.
#
# Given by suite/charts/throughput.cpp: arms, looks; panels, columns, panel_title[]; published (the folder of the published
# tables); concurrency[] (those of the plan); x_least, x_most,
# x_tick[] at x_tick_at[]; y_least, y_most, y_tick[] at y_tick_at[]; x_title, y_title.
panel_height = panels > 1 ? 158.0 : 300.0
load style

set logscale xy
set xrange [x_least : x_most]
set yrange [y_least : y_most]
eval axis_names

is_run(p) = strcol('arm') eq arms[p] && strcol('valid') eq 'yes' && strcol('load') eq ''
is_estimate(p) = strcol('metric') eq 'throughput' && strcol('arm') eq arms[p] && strcol('load') eq ''
estimate(p, name) = is_estimate(p) ? column(name) : NaN
table(p) = sprintf('%s/%s.csv', published, arms[p])
is_asked(wanted) = sum [c = 1 : concurrency_count] (wanted == concurrency[c])
printed(name) = is_asked(column('concurrency_level')) ? column(name) : NaN
kind(octets) = octets == 0 ? 2 : 13

set multiplot
do for [p = 1 : panels] {
  eval "k = p; ".panel_place
  if (is_lowest(p)) { eval x_ticks } else { eval x_marks }
  if (is_leftmost(p)) { eval y_ticks } else { eval y_marks }
  plot \
    table(p) using (column('concurrency_level')):(printed('requests_per_second')) with lines linestyle 62, \
    table(p) using (column('concurrency_level')):(printed('requests_per_second')):(kind(column('total_transferred_bytes'))) with points linestyle 162 pointtype variable, \
    cells using (column('concurrency')):(is_run(p) ? column('ok_per_second') : NaN) \
      with points linestyle 300 + looks[p], \
    estimates using (column('concurrency')):(estimate(p, 'median')) with lines linestyle looks[p], \
    estimates using (column('concurrency')):(is_estimate(p) ? interval_from(1) : NaN):(0):(interval_length(1)) \
      with vectors nohead linestyle 100 + looks[p], \
    estimates using (column('concurrency')):(estimate(p, 'median')) with points linestyle 200 + looks[p], \
    estimates using (column('concurrency')):(estimate(p, 'median')):(mark(looks[p])) \
      with points linestyle 100 + looks[p] pointtype variable
  eval furniture_off
  eval axis_names_off
}
unset multiplot
unset output
