# Latency over throughput, a panel for each percentile: medians over the blocks with both intervals, joined to one path
# for each arm by concurrency (in open loops by load), every valid run as a faint dot.
#
# Given by suite/charts/latency_throughput.cpp: panels, columns, panel_title[]; x_most, x_step, y_least, y_most, y_tick[] at
# y_tick_at[]; label_text[] at label_x[], label_y[] (of a panel's width and height) in label_panel[]; x_title, y_title.
panel_height = 196.0
load style

set logscale y
set xrange [0 : x_most]
set yrange [y_least : y_most]
set xtics x_step
eval axis_names

set multiplot
do for [p = 1 : panels] {
  eval "k = p; ".panel_place
  set format x is_lowest(p) ? '%.0f' : ''
  eval y_ticks
  do for [t = 1 : label_panel_count] {
    if (label_panel[t] == p) {
      set label 1000 + t label_text[t] at graph label_x[t], graph label_y[t] left font tiny textcolor rgb ink
    }
  }
  eval 'plot '.run_layer.', '.line_layer.', '.interval_layer.', '.x_interval_layer.', '.estimate_layers
  eval furniture_off
  eval axis_names_off
  do for [t = 1 : label_panel_count] { if (label_panel[t] == p) { unset label 1000 + t } }
}
unset multiplot
unset output
