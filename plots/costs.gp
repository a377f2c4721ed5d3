# What a request costs the server, a panel a cost: the median over the blocks as a bar, its interval, every valid run as a
# faint dot. A bar that is missing is a value that is not known.
#
# Given by suite/charts/costs.cpp: arms, looks; panels, columns, panel_metric[], panel_title[], panel_scale[] (from the
# estimate's unit to the axis'), panel_most[], panel_step[]; level_c[], level_load[] (the groups of bars); here[] (for each panel a list:
# arms that have values); x_tick[] at x_tick_at[]; x_title.
panel_height = 138.0
load style

y_title = ''
groups = x_tick_at_count
set xrange [0.5 : groups + 0.5]
set grid noxtics
set style fill solid 1.0 border
bar = 0.8 / arms_count
eval axis_names

group(c, load) = sum [l = 1 : level_c_count] (c == level_c[l] && load eq level_load[l] ? l : 0)
beside(g, i) = g > 0 ? g + bar * (i - (arms_count + 1) / 2.0) : NaN
centre(i) = beside(group(column('concurrency'), strcol('load')), i)
is_estimate(i, p) = strcol('metric') eq panel_metric[p] && strcol('arm') eq arms[i]
estimate(i, p, name) = is_estimate(i, p) ? column(name) * panel_scale[p] : NaN
cost_of(p) = panel_metric[p] eq 'server_cpu' ? column('server_cpu_us_per_request') : \
  panel_metric[p] eq 'peak_memory' ? column('server_peak_memory_kib') : \
  column('server_voluntary_switches_per_request') + column('server_involuntary_switches_per_request')
run_of(i, p) = strcol('arm') eq arms[i] && strcol('valid') eq 'yes' ? cost_of(p) * panel_scale[p] : NaN
pale(look) = '#70'.colour(look)[2:]

set multiplot
do for [p = 1 : panels] {
  eval "k = p; ".panel_place
  if (is_lowest(p)) { eval x_ticks } else { eval x_marks }
  set yrange [0 : panel_most[p]]
  set ytics panel_step[p]
  plot \
    for [n = 1 : words(here[p])] estimates using (centre(nth(here[p], n))):(estimate(nth(here[p], n), p, 'median')) \
      :(bar * 0.9) with boxes linecolor rgb pale(looks[nth(here[p], n)]), \
    for [n = 1 : words(here[p])] cells using (centre(nth(here[p], n))):(run_of(nth(here[p], n), p)) \
      with points linestyle 300 + looks[nth(here[p], n)], \
    for [n = 1 : words(here[p])] estimates using (centre(nth(here[p], n))) \
      :(is_estimate(nth(here[p], n), p) ? interval_from(panel_scale[p]) : NaN):(0):(interval_length(panel_scale[p])) \
      with vectors nohead linestyle 100 + looks[nth(here[p], n)], \
    for [n = 1 : words(here[p])] estimates using (centre(nth(here[p], n))):(estimate(nth(here[p], n), p, 'median')) \
      with points linestyle 100 + looks[nth(here[p], n)]
  eval furniture_off
  eval axis_names_off
}
unset multiplot
unset output
