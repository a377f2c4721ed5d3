# Throughput against concurrency: the median over the blocks with its interval, every valid run as a faint dot.
#
# Given by suite/charts/throughput.cpp: arms, looks; x_least, x_most, y_most;
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

# Arms stand a little apart, so that none hides another's interval.
aside(i) = (x_most / x_least) ** ((i - (arms_count + 1) / 2.0) * (x_tick_at_count == 1 ? 0.04 : 0.011))
place(i, name) = column(name) * aside(i)
is_run(i) = strcol('arm') eq arms[i] && strcol('valid') eq 'yes' && strcol('load') eq ''
is_estimate(i) = strcol('metric') eq 'throughput' && strcol('arm') eq arms[i] && strcol('load') eq ''
estimate(i, name) = is_estimate(i) ? column(name) : NaN

plot \
  for [i = 1 : arms_count] cells using (place(i, 'concurrency')):(is_run(i) ? column('ok_per_second') : NaN) \
    with points linestyle 300 + looks[i], \
  for [i = 1 : arms_count] estimates using (place(i, 'concurrency')):(estimate(i, 'median')) \
    with lines linestyle looks[i], \
  for [i = 1 : arms_count] estimates using (place(i, 'concurrency')):(is_estimate(i) ? interval_from(1) : NaN) \
    :(0):(interval_length(1)) with vectors nohead linestyle 100 + looks[i], \
  for [i = 1 : arms_count] estimates using (place(i, 'concurrency')):(estimate(i, 'median')) \
    with points linestyle 200 + looks[i], \
  for [i = 1 : arms_count] estimates using (place(i, 'concurrency')):(estimate(i, 'median')):(mark(looks[i])) \
    with points linestyle 100 + looks[i] pointtype variable
unset output
