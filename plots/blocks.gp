# Throughput against the number of the block, a panel for each closed loop: every valid run as a point, joined in the
# order of the run.
#
# Given by suite/charts/blocks.cpp: panels, columns, panel_title[]; last_block, y_most, y_step, x_tick[] at x_tick_at[];
# busy[] (blocks in which other programs took time), changes[] (blocks at which an arm changed); x_title,
# y_title.
panel_height = panels > 1 ? 132.0 : 260.0
load style

set xrange [0.5 : last_block + 0.5]
set yrange [0 : y_most]
set format y '%.0f'
y_ticks = "set ytics y_step; set format y '%.0f'"
y_marks = "set ytics y_step; set format y ''"
set grid noxtics
eval axis_names

set multiplot
do for [p = 1 : panels] {
  eval "k = p; ".panel_place
  if (is_lowest(p)) { eval x_ticks } else { eval x_marks }
  if (is_leftmost(p)) { eval y_ticks } else { eval y_marks }
  do for [b = 1 : busy_count] {
    set object 300 + b rectangle from busy[b] - 0.5, graph 0 to busy[b] + 0.5, graph 1 behind \
      fillcolor rgb '#ececec' fillstyle solid noborder
  }
  do for [c = 1 : changes_count] {
    set arrow 200 + c from changes[c] - 0.5, graph 0 to changes[c] - 0.5, graph 1 nohead linewidth 0.8 dashtype 3 \
      linecolor rgb '#222222'
  }
  plot \
    for [n = 1 : words(here[p])] data using (column('x')):(only(at(n), 'curve', 'y')) \
      with lines linestyle looks[at(n)] linewidth 1.0, \
    for [n = 1 : words(here[p])] data using (column('x')):(only(at(n), 'curve', 'y')) \
      with points linestyle 100 + looks[at(n)] pointsize 0.45
  eval furniture_off
  eval axis_names_off
}
unset multiplot
unset output
