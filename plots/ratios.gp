# Throughput ratios, a row for each pair and level, including the copy: estimate and 95 % interval on a logarithmic
# axis, a line at 1, the band of equivalence. Filled marks are verdicts, hollow ones have none. An arrow points to the
# range that the generator hid.
#
# Given by suite/charts/ratios.cpp: rows (of its data); group_title[]; names_width (pixels); delta; x_least, x_most, x_tick[]
# at x_tick_at[]; x_title, no_ratio.
row_height = 17.0
group_height = 22.0
area = rows * row_height + group_title_count * group_height + 62.0
load style

# Before ranges are set; otherwise gnuplot would warn that these rows are outside.
array row_y[rows]
array row_level[rows]
array row_name[rows]
array row_ratio[rows]
array row_lower[rows]
array row_upper[rows]
array row_look[rows]
array row_bound[rows]
r = 0
y = 0.0
group = 0
place(g) = (r = r + 1, y = y + row_height + (g == group ? 0 : group_height), group = g, \
  (row_y[r] = y - row_height / 2), (row_level[r] = group), (row_look[r] = column('look')), \
  (row_name[r] = strcol('name')), (row_bound[r] = strcol('bound')), \
  (row_ratio[r] = column('ratio')), (row_lower[r] = column('lower')), (row_upper[r] = column('upper')), 0)
stats data using (place(column('group'))) nooutput

figures_width = 138.0
plot_width = width - names_width - figures_width
set lmargin at screen X(names_width)
set rmargin at screen X(width - figures_width)
set tmargin at screen Y(top + 6)
set bmargin at screen Y(top + area - 46)
set logscale x
set xrange [x_least : x_most]
set yrange [area - 52 : 0] # pixels below the top
eval x_ticks
unset ytics
set border 1
set grid noytics
set label 901 x_title at screen X(width / 2), screen Y(top + area - 8) center font font(13) textcolor rgb ink
set object 1 rectangle from 1 / (1 + delta), graph 0 to 1 + delta, graph 1 behind fillcolor rgb '#e4e4e4' fillstyle solid noborder

arrow = (x_most / x_least) ** (17.0 / plot_width)
sign(bound) = bound eq 'at least' ? '≥ ' : bound eq 'at most' ? '≤ ' : ''
figure(r) = sprintf('%s%.2f [%.2f, %.2f]', sign(row_bound[r]), row_ratio[r], row_lower[r], row_upper[r])
do for [r = 1 : rows] {
  if (r == 1 || row_level[r] != row_level[r - 1 > 0 ? r - 1 : 1]) {
    set label 2000 + r group_title[row_level[r]] at screen X(10), first row_y[r] - row_height left font small textcolor rgb ink
  }
  shade = row_look[r] > 73 ? '#6a6a6a' : ink
  set label 3000 + r row_name[r] at screen X(20), first row_y[r] left font small textcolor rgb shade
  if (row_ratio[r] > 0) {
    set arrow 3000 + r from row_lower[r], row_y[r] to row_upper[r], row_y[r] nohead linestyle 100 + row_look[r] back
    if (row_bound[r] eq 'at least' || row_bound[r] eq 'both') {
      set arrow 4000 + r from row_upper[r], row_y[r] to row_upper[r] * arrow, row_y[r] head filled size screen 0.012, 22 \
        linestyle 100 + row_look[r] back
    }
    if (row_bound[r] eq 'at most' || row_bound[r] eq 'both') {
      set arrow 5000 + r from row_lower[r], row_y[r] to row_lower[r] / arrow, row_y[r] head filled size screen 0.012, 22 \
        linestyle 100 + row_look[r] back
    }
    if (row_look[r] == 73 || row_look[r] == 75) {
      set label 5000 + r '' at row_ratio[r], row_y[r] point linestyle 200 + row_look[r] front
    }
    set label 6000 + r '' at row_ratio[r], row_y[r] point linestyle 100 + row_look[r] front
    set label 4000 + r figure(r) at screen X(width - 14), first row_y[r] right font small textcolor rgb shade
  } else {
    set label 4000 + r no_ratio at screen X(width - 14), first row_y[r] right font small textcolor rgb shade
  }
}
set arrow 9000 from 1, graph 0 to 1, graph 1 nohead linewidth 1 linecolor rgb '#444444'
plot NaN
unset output
