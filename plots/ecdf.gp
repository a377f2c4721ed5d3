# The distribution of latency, a panel for each level: the share of all requests of an arm's valid blocks that took
# less.
#
# Given by suite/charts/ecdf.cpp: panels, columns, panel_title[]; x_least, x_most, longest (the longest latency),
# x_tick[] at x_tick_at[]; x_title, y_title.
panel_height = panels > 1 ? 148.0 : 300.0
load style

set logscale x
set xrange [x_least : x_most]
set yrange [0 : 103]
y_ticks = 'set ytics (0, 25, 50, 75, 100)'
y_marks = "set ytics ('' 0, '' 25, '' 50, '' 75, '' 100)"
eval axis_names

# A mark at the median distinguishes curves in grey. The file has one curve after the other, each from 0 to 100.
crosses(share, level) = (was = before, before = share, was < level && share >= level)

set multiplot
do for [p = 1 : panels] {
  eval "k = p; ".panel_place
  if (is_lowest(p)) { eval x_ticks } else { eval x_marks }
  if (is_leftmost(p)) { eval y_ticks } else { eval y_marks }
  do for [seconds in '1 3'] { # a lost SYN is sent again then
    if (seconds * 1e6 <= longest) {
      set arrow 200 + seconds from seconds * 1e6, graph 0 to seconds * 1e6, graph 1 nohead linewidth 0.8 dashtype 3 \
        linecolor rgb '#222222'
    }
  }
  before = 0.0
  plot \
    for [n = 1 : words(here[p])] data using (only(at(n), 'curve', 'x')):(column('y')) with steps linestyle looks[at(n)], \
    for [n = 1 : words(here[p])] data using (crosses(column('y'), 50) ? only(at(n), 'curve', 'x') : NaN):(column('y')) \
      with points linestyle 100 + looks[at(n)]
  eval furniture_off
  eval axis_names_off
}
unset multiplot
unset output
