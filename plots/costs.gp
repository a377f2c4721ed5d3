# The cost of a request for the server, a panel for each cost: the median over the blocks as a bar, its interval, every
# valid run as a faint dot. A missing bar is an unknown value.
#
# Given by suite/charts/costs.cpp: panels, columns, panel_title[], panel_most[], panel_step[]; x_tick[] at x_tick_at[] (the
# groups of bars); x_title.
panel_height = 138.0
load style

y_title = ''
groups = x_tick_at_count
set xrange [0.5 : groups + 0.5]
set grid noxtics
set style fill solid 1.0 border
bar = 0.8 / looks_count
eval axis_names

x_of(s) = column('x') + bar * (s - (looks_count + 1) / 2.0)
pale(look) = '#70'.colour(look)[2:]

set multiplot
do for [p = 1 : panels] {
  eval "k = p; ".panel_place
  if (is_lowest(p)) { eval x_ticks } else { eval x_marks }
  set yrange [0 : panel_most[p]]
  set ytics panel_step[p]
  bar_layer = "for [n = 1 : words(here[p])] data using (x_of(at(n))):(only(at(n), 'estimate', 'y')):(bar * 0.9) " \
    ."with boxes linecolor rgb pale(looks[at(n)])"
  point_layer = "for [n = 1 : words(here[p])] data using (x_of(at(n))):(only(at(n), 'estimate', 'y')) " \
    ."with points linestyle 100 + looks[at(n)]"
  eval 'plot '.bar_layer.', '.run_layer.', '.interval_layer.', '.point_layer
  eval furniture_off
  eval axis_names_off
}
unset multiplot
unset output
