# Latency percentiles, a panel for each level: the median over the blocks of each block's percentile with its interval,
# every valid run as a faint dot. The axis is 1/(1-p), so that each further nine has the same width.
#
# Given by suite/charts/percentiles.cpp: panels, columns, panel_title[]; y_least, y_most, y_tick[] at y_tick_at[]; x_title,
# y_title.
panel_height = panels > 1 ? 158.0 : 300.0
load style

set logscale xy
set xrange [1.55 : 1450]
set yrange [y_least : y_most]
x_ticks = "set xtics ('50' 2, '90' 10, '99' 100, '99.9' 1000)"
x_marks = "set xtics ('' 2, '' 10, '' 100, '' 1000)"
eval axis_names

x_of(s) = column('x') * 1.045 ** (s - (looks_count + 1) / 2.0) # an arm beside the other

set multiplot
do for [p = 1 : panels] {
  eval "k = p; ".panel_place
  if (is_lowest(p)) { eval x_ticks } else { eval x_marks }
  if (is_leftmost(p)) { eval y_ticks } else { eval y_marks }
  eval 'plot '.run_layer.', '.line_layer.', '.interval_layer.', '.estimate_layers
  eval furniture_off
  eval axis_names_off
}
unset multiplot
unset output
