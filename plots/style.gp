# The style of every chart. Each script starts with `load style`, after it has set the room that it needs: `area`, the
# height in pixels between legend and caption; or `panels`, `columns` and `panel_height`, which determine it.
#
# Given by suite/charts/gnuplot.cpp: format (svg, png or pdf), out, chart_title, caption[] (lines), legend[] and
# legend_looks[], looks[] by series; data (the chart's CSV file, with everything that it draws), for each panel the
# lists here[] (series that it has), failed[] (those with a failed point), line_series[] and line_path[]. An array NAME
# has NAME_count elements; lists are numbers separated by blanks.
#
# Positions are in pixels of the SVG: X() counts from the left, Y() from the top. The PNG has twice as many.
reset
set encoding utf8
set datafile separator comma
set datafile columnheaders
set datafile missing NaN

# 520 pixels in a column of 85 mm make letters of 6.5 points.
width = 520.0
gutter = 78.0 # names of the y axis
right = 24.0  # half of the last name of the x axis

letter = 6.9 # width of a letter of the legend, at most
legend_widest = 0
do for [t = 1 : legend_count] { if (strlen(legend[t]) > legend_widest) { legend_widest = strlen(legend[t]) } }
legend_column = 44 + letter * legend_widest
legend_columns = int((width - 20) / legend_column)
if (legend_columns < 1) { legend_columns = 1 }
if (legend_columns > legend_count && legend_count > 0) { legend_columns = legend_count }
legend_rows = int((legend_count + legend_columns - 1) / legend_columns)

if (exists('panels')) {
  panel_rows = int((panels + columns - 1) / columns)
  area = panel_rows * panel_height + 34.0
}
# Names below the x axis are in two rows if one has no room for all.
tick_rows = 1
if (exists('x_tick_row_count')) { do for [t = 1 : x_tick_row_count] { if (x_tick_row[t] > 0 && x_tick[t] ne '') { tick_rows = 2 } } }
second_row = 14.0 * (tick_rows - 1)
area = area + second_row
top = 32.0 + 18 * legend_rows
bottom = 14.0 + 15.5 * caption_count
height = top + area + bottom
X(pixels) = pixels / width
Y(pixels) = 1.0 - pixels / height

# Sizes in pixels. SVG uses them unchanged; pngcairo uses points, 96 pixels per inch; pdfcairo uses points too, but
# draws them for a screen, a third larger.
scale = format eq 'png' ? 2.0 : 1.0
font_scale = format eq 'svg' ? 1.0 : format eq 'png' ? 0.75 * scale : 0.75 * 0.75
font(pixels) = sprintf('DejaVu Sans,%g', pixels * font_scale)
small = font(12)
tiny = font(11)
if (format eq 'svg') {
  set terminal svg size width, height font font(13) background '#ffffff' noenhanced linewidth 1.0
}
if (format eq 'png') {
  set terminal pngcairo size width * scale, height * scale font font(13) noenhanced linewidth scale pointscale scale
}
if (format eq 'pdf') {
  set terminal pdfcairo size width / 96.0, height / 96.0 font font(13) fontscale 1.0 noenhanced linewidth 1.5 \
    background '#ffffff'
}
set output out

# Okabe and Ito's colours, in an order whose greys differ; a shape and a dash for each as well.
array colours[7] = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#000000', '#d55e00']
array shapes[6] = [5, 7, 9, 13, 11, 15] # filled ones; each less 1 is the same, hollow
array sizes[6] = [0.62, 0.70, 0.82, 0.84, 0.82, 0.80]
colour(look) = colours[(look - 1) % 7 + 1]
faint(look) = '#b0'.colour(look)[2:]
shape(look) = shapes[(look - 1) % 6 + 1]
size(look) = sizes[(look - 1) % 6 + 1]
dash(look) = look == 1 ? 1 : (look - 1) % 5 + 1

set dashtype 2 (9, 4)
set dashtype 3 (2, 3)
set dashtype 4 (9, 3, 2, 3)
set dashtype 5 (5, 3)

# An arm has the lines LOOK (joins points), 100 + LOOK (points and intervals), 200 + LOOK (white below hollow points),
# 300 + LOOK (single runs).
do for [look = 1 : 42] {
  set style line look linecolor rgb colour(look) linewidth 1.6 dashtype dash(look)
  set style line 100 + look linecolor rgb colour(look) linewidth 1.5 dashtype 1 pointtype shape(look) pointsize size(look)
  set style line 200 + look linecolor rgb '#ffffff' linewidth 1.5 dashtype 1 pointtype shape(look) pointsize size(look)
  set style line 300 + look linecolor rgb faint(look) linewidth 0.5 dashtype 1 pointtype 7 pointsize 0.22
}
# Measured and published figures; the results of comparisons.
set style line 61 linecolor rgb '#222222' linewidth 1.6 dashtype 1
set style line 161 linecolor rgb '#222222' linewidth 1.5 pointtype 7 pointsize 0.70
set style line 62 linecolor rgb '#666666' linewidth 1.4 dashtype 3
set style line 162 linecolor rgb '#666666' linewidth 1.4 pointtype 13 pointsize 0.74
set style line 63 linecolor rgb '#666666' linewidth 1.4 dashtype 3
set style line 163 linecolor rgb '#666666' linewidth 1.4 pointtype 2 pointsize 0.70
set style line 171 linecolor rgb '#222222' linewidth 1.6 pointtype 7 pointsize 0.70
set style line 172 linecolor rgb '#222222' linewidth 1.6 pointtype 5 pointsize 0.62
set style line 173 linecolor rgb '#222222' linewidth 1.6 pointtype 6 pointsize 0.70
set style line 174 linecolor rgb '#777777' linewidth 1.6 pointtype 2 pointsize 0.62
set style line 273 linecolor rgb '#ffffff' linewidth 1.6 pointtype 7 pointsize 0.70
set style line 275 linecolor rgb '#ffffff' linewidth 1.6 pointtype 13 pointsize 0.84
set style line 175 linecolor rgb '#777777' linewidth 1.6 pointtype 12 pointsize 0.84

# Rows of a chart's data (suite/charts/points.hpp) by mark, panel p and series s. A script may shift a series: it
# redefines x_of().
nth(list, k) = int(word(list, k))
on(s, name) = strcol('mark') eq name && column('panel') == p && column('series') == s
only(s, name, of) = on(s, name) ? column(of) : NaN
x_of(s) = column('x')
# The series that panel p has; the lines of series.
at(n) = nth(here[p], n)
line_at(n) = nth(line_series[p], n)
# Hollow if the generator was the limit.
mark(s) = column('hollow') == 1 ? shape(looks[s]) - 1 : shape(looks[s])

# Layers of a plot of panel p, to be joined with commas. An interval is a vector, with length 0 if there is none:
# gnuplot warns of plots without a point.
run_layer = "for [n = 1 : words(here[p])] data using (x_of(at(n))):(only(at(n), 'run', 'y')) " \
  ."with points linestyle 300 + looks[at(n)]"
line_layer = "for [n = 1 : words(line_series[p])] data using (x_of(line_at(n)))" \
  .":(column('path') == nth(line_path[p], n) ? only(line_at(n), 'estimate', 'y') : NaN) " \
  ."with lines linestyle looks[line_at(n)]"
interval_layer = "for [n = 1 : words(here[p])] data using (x_of(at(n))):(only(at(n), 'estimate', 'y_lower')):(0)" \
  .":(column('y_upper') - column('y_lower')) with vectors nohead linestyle 100 + looks[at(n)]"
x_interval_layer = "for [n = 1 : words(here[p])] data using (column('x_lower')):(only(at(n), 'estimate', 'y'))" \
  .":(column('x_upper') - column('x_lower')):(0) with vectors nohead linestyle 100 + looks[at(n)]"
estimate_layers = "for [n = 1 : words(here[p])] data using (x_of(at(n))):(only(at(n), 'estimate', 'y')) " \
  ."with points linestyle 200 + looks[at(n)], " \
  ."for [n = 1 : words(here[p])] data using (x_of(at(n))):(only(at(n), 'estimate', 'y')):(mark(at(n))) " \
  ."with points linestyle 100 + looks[at(n)] pointtype variable"

# A cross for each point that cannot be drawn, as its runs failed.
failed_layer = "for [n = 1 : words(failed[p])] data using (x_of(nth(failed[p], n)))" \
  .":(only(nth(failed[p], n), 'failed', 'y')) with points linestyle 100 + looks[nth(failed[p], n)] pointtype 2"

# Title, legend and caption; `furniture` is the number of labels that they take.
ink = '#222222'
set label 1 chart_title at screen X(10), screen Y(16) left font font(14.5) textcolor rgb ink
furniture = 1
do for [t = 1 : legend_count] {
  legend_x = 10 + legend_column * ((t - 1) % legend_columns)
  legend_y = 39 + 18 * int((t - 1) / legend_columns)
  if (legend_looks[t] < 70) {
    set arrow t from screen X(legend_x), screen Y(legend_y) to screen X(legend_x + 28), screen Y(legend_y) nohead \
      linestyle legend_looks[t]
  }
  set label furniture + 1 '' at screen X(legend_x + 14), screen Y(legend_y) point linestyle 100 + legend_looks[t]
  set label furniture + 2 legend[t] at screen X(legend_x + 35), screen Y(legend_y) left font font(12.5) textcolor rgb ink
  furniture = furniture + 2
}
do for [t = 1 : caption_count] {
  furniture = furniture + 1
  set label furniture caption[t] at screen X(10), screen Y(top + area + 6 + 15.5 * t - 8) left font small \
    textcolor rgb '#444444'
}
furniture_off = 'do for [t = 1 : furniture] { unset label t }; unset arrow'

set border 3 linecolor rgb '#444444' linewidth 0.8
set tics font small textcolor rgb ink scale 0.5
set xtics nomirror out offset 0, 0.3
set ytics nomirror out offset 0.4, 0
set grid xtics ytics linetype 1 linecolor rgb '#e2e2e2' linewidth 0.7
set key off noautotitles

# Positions of panels, counted from 1 by rows: the inner area, and which have names below.
panel_gap = 12.0
if (exists('panels')) { panel_width = (width - gutter - right - panel_gap * (columns - 1)) / columns }
panel_left(k) = gutter + (panel_width + panel_gap) * ((k - 1) % columns)
panel_top(k) = top + panel_height * int((k - 1) / columns) + 20
panel_bottom(k) = panel_top(k) + panel_height - 30
is_lowest(k) = k + columns > panels
is_leftmost(k) = (k - 1) % columns == 0
panel_place = 'set lmargin at screen X(panel_left(k)); set rmargin at screen X(panel_left(k) + panel_width); ' \
  .'set tmargin at screen Y(panel_top(k)); set bmargin at screen Y(panel_bottom(k)); ' \
  .'set label 900 panel_title[k] at screen X(panel_left(k) + 2), screen Y(panel_top(k) - 10) left font small ' \
  .'textcolor rgb ink; '
# A name that is longer than its axis would reach into the legend; 7.4 is the width of a letter in 13 pixels.
y_name_size = (exists('y_title') && 7.4 * strlen(y_title) > area - 16) ? 13.0 * (area - 16) / (7.4 * strlen(y_title)) : 13.0
axis_names = 'set label 901 x_title at screen X((gutter + width - right) / 2), screen Y(top + area - 8) center font font(13) ' \
  .'textcolor rgb ink; ' \
  .'set label 902 y_title at screen X(11), screen Y(top + area / 2 - 8) center rotate font font(y_name_size) textcolor rgb ink; '
axis_names_off = 'unset label 901; unset label 902'
x_ticks = 'set xtics (); do for [t = 1 : x_tick_at_count] { ' \
  .'tick_name = (tick_rows > 1 && x_tick_row[t] > 0 ? "\n" : "").x_tick[t]; set xtics add (tick_name x_tick_at[t]) }'
y_ticks = 'set ytics (); do for [t = 1 : y_tick_at_count] { set ytics add (y_tick[t] y_tick_at[t]) }'
# The same without names: of panels that share an axis only the outer ones have them.
x_marks = 'set xtics (); do for [t = 1 : x_tick_at_count] { set xtics add ("" x_tick_at[t]) }'
y_marks = 'set ytics (); do for [t = 1 : y_tick_at_count] { set ytics add ("" y_tick_at[t]) }'
