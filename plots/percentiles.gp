# Latency percentiles, a panel a level: the median over the blocks of each block's percentile with its interval, every valid
# run as a faint dot. The axis is 1/(1-p), so that each further nine is as wide as the last.
#
# Given by suite/charts/latency.cpp: arms, looks; panels, columns, panel_title[]; level_c[], level_load[] (of each panel);
# here[] (for each panel a list: arms that have values); dotted[], dotted_metric[] (lists for each
# panel: which arm has runs with which percentile); y_least, y_most, y_tick[] at y_tick_at[]; x_title, y_title.
panel_height = panels > 1 ? 158.0 : 300.0
load style

set logscale xy
set xrange [1.55 : 1450]
set yrange [y_least : y_most]
x_ticks = "set xtics ('50' 2, '90' 10, '99' 100, '99.9' 1000)"
x_marks = "set xtics ('' 2, '' 10, '' 100, '' 1000)"
eval axis_names

place_of(metric) = metric eq 'latency_p50' ? 2 : metric eq 'latency_p90' ? 10 : metric eq 'latency_p99' ? 100 : \
  metric eq 'latency_p99_9' ? 1000 : NaN
aside(i) = 1.045 ** (i - (arms_count + 1) / 2.0) # an arm beside the other
is_level(p) = column('concurrency') == level_c[p] && strcol('load') eq level_load[p]
is_here(i, p) = is_level(p) && strcol('arm') eq arms[i]
estimate(i, p, name) = is_here(i, p) ? column(name) : NaN
run_of(i, p, metric) = is_here(i, p) && strcol('valid') eq 'yes' ? column(metric.'_us') : NaN

set multiplot
do for [p = 1 : panels] {
  eval "k = p; ".panel_place
  if (is_lowest(p)) { eval x_ticks } else { eval x_marks }
  if (is_leftmost(p)) { eval y_ticks } else { eval y_marks }
  plot \
    for [n = 1 : words(dotted[p])] cells \
      using (place_of(word(dotted_metric[p], n)) * aside(nth(dotted[p], n))) \
      :(run_of(nth(dotted[p], n), p, word(dotted_metric[p], n))) with points linestyle 300 + looks[nth(dotted[p], n)], \
    for [n = 1 : words(here[p])] estimates using (place_of(strcol('metric')) * aside(nth(here[p], n))) \
      :(estimate(nth(here[p], n), p, 'median')) with lines linestyle looks[nth(here[p], n)], \
    for [n = 1 : words(here[p])] estimates using (place_of(strcol('metric')) * aside(nth(here[p], n))) \
      :(is_here(nth(here[p], n), p) ? interval_from(1) : NaN):(0):(interval_length(1)) \
      with vectors nohead linestyle 100 + looks[nth(here[p], n)], \
    for [n = 1 : words(here[p])] estimates using (place_of(strcol('metric')) * aside(nth(here[p], n))) \
      :(estimate(nth(here[p], n), p, 'median')) with points linestyle 200 + looks[nth(here[p], n)], \
    for [n = 1 : words(here[p])] estimates using (place_of(strcol('metric')) * aside(nth(here[p], n))) \
      :(estimate(nth(here[p], n), p, 'median')):(mark(looks[nth(here[p], n)])) \
      with points linestyle 100 + looks[nth(here[p], n)] pointtype variable
  eval furniture_off
  eval axis_names_off
}
unset multiplot
unset output
