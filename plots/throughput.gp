# Throughput against concurrency: the median over the blocks with its interval, every valid run as a faint dot.
#
# Given by suite/charts/throughput.cpp: x_least, x_most, y_most;
# x_tick[] at x_tick_at[]; x_title, y_title. style.gp has the rest.
area = 300.0
load style

set lmargin at screen X(gutter)
set rmargin at screen X(width - right)
set tmargin at screen Y(top + 8)
set bmargin at screen Y(top + area - 42 - second_row)
set logscale x
set xrange [x_least : x_most]
set yrange [0 : y_most]
eval x_ticks
set grid noxtics
set format y '%.0f'
eval axis_names

# Arms are shifted slightly, so that none hides another's interval.
aside(s) = (x_most / x_least) ** ((s - (looks_count + 1) / 2.0) * (x_tick_at_count == 1 ? 0.04 : 0.011))
x_of(s) = column('x') * aside(s)
p = 1
eval 'plot '.run_layer.', '.line_layer.', '.interval_layer.', '.estimate_layers.(words(failed[p]) > 0 ? ', '.failed_layer : '')
unset output
