# Latency over throughput, a panel a percentile: medians over the blocks with both intervals, joined to one path an arm by
# concurrency (in open loops by load), every valid run as a faint dot.
#
# Given by suite/charts/latency_throughput.cpp: arms, looks; panels, columns, panel_metric[], panel_column[], panel_title[];
# level_c[], level_load[], level_path[]; series_arm[], series_path[] (the paths there are); rate[],
# rate_lower[], rate_upper[] (throughput by arm, then level; 0: none); x_most, x_step, y_least,
# y_most, y_tick[] at y_tick_at[]; label_text[] at label_x[], label_y[] (of a panel's width and height) in label_panel[];
# x_title, y_title.
panel_height = 196.0
load style

set logscale y
set xrange [0 : x_most]
set yrange [y_least : y_most]
set xtics x_step
eval axis_names

level(c, load) = sum [l = 1 : level_c_count] (c == level_c[l] && load eq level_load[l] ? l : 0)
level_of(file) = level(column('concurrency'), strcol('load'))
at(i) = (i - 1) * level_c_count + level_of(estimates)
known(i) = level_of(estimates) > 0 && rate[at(i)] > 0
is_estimate(i, p) = strcol('metric') eq panel_metric[p] && strcol('arm') eq arms[i] && level_of(estimates) > 0
estimate(i, p, name) = is_estimate(i, p) && known(i) ? column(name) : NaN
on_path(s, p) = is_estimate(series_arm[s], p) && level_path[level_of(estimates)] == series_path[s]
is_run(i) = strcol('arm') eq arms[i] && strcol('valid') eq 'yes' && level_of(cells) > 0

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
  plot \
    for [i = 1 : arms_count] cells using (is_run(i) ? column('ok_per_second') : NaN):(column(panel_column[p])) \
      with points linestyle 300 + looks[i], \
    for [s = 1 : series_arm_count] estimates \
      using (on_path(s, p) ? rate[at(series_arm[s])] : NaN):(estimate(series_arm[s], p, 'median')) \
      with lines linestyle looks[series_arm[s]], \
    for [i = 1 : arms_count] estimates using (known(i) ? rate[at(i)] : NaN) \
      :(is_estimate(i, p) ? interval_from(1) : NaN):(0):(interval_length(1)) \
      with vectors nohead linestyle 100 + looks[i], \
    for [i = 1 : arms_count] estimates using (known(i) ? rate_lower[at(i)] : NaN):(estimate(i, p, 'median')) \
      :(known(i) ? rate_upper[at(i)] - rate_lower[at(i)] : 0):(0) with vectors nohead linestyle 100 + looks[i], \
    for [i = 1 : arms_count] estimates using (known(i) ? rate[at(i)] : NaN):(estimate(i, p, 'median')) \
      with points linestyle 200 + looks[i], \
    for [i = 1 : arms_count] estimates using (known(i) ? rate[at(i)] : NaN):(estimate(i, p, 'median')):(mark(looks[i])) \
      with points linestyle 100 + looks[i] pointtype variable
  eval furniture_off
  eval axis_names_off
  do for [t = 1 : label_panel_count] { if (label_panel[t] == p) { unset label 1000 + t } }
}
unset multiplot
unset output
