# Throughput against concurrency: a line an architecture through its median runs, every valid run as a faint dot.
#
# Given with -e "name='value'; …" by suite/chart.cpp:
#   run            folder of a run: cells.csv and tables/<arm>.csv are read, by column name
#   out, format    file to write; svg or png
#   arms, titles   names and legends, each in quotes, blanks between
#   styles         for each arm the number of its line style, the same in every chart
#   levels         concurrencies, ascending
#   load_caption, place_caption, bound_caption   what was sent, where, and what is a lower bound (may be empty)

scale = format eq 'png' ? 2.0 : 1.0
width = 800
height = 520
# cairo takes a font's size in points, svg in pixels.
size(points) = sprintf('DejaVu Sans,%g', points * (format eq 'png' ? scale : 1.25))
small = size(10)
if (format eq 'png') {
  set terminal pngcairo size width * scale, height * scale font size(11) linewidth scale pointscale scale
} else {
  set terminal svg size width, height font size(11) background '#ffffff' enhanced
}
set output out

# Okabe and Ito's colours, in an order whose greys differ; a shape and a dash for each as well.
set style line 1 linecolor rgb '#0072b2' dashtype 1 linewidth 2 pointtype 5 pointsize 0.9
set style line 2 linecolor rgb '#e69f00' dashtype 1 linewidth 2 pointtype 7 pointsize 1.1
set style line 3 linecolor rgb '#009e73' dashtype 2 linewidth 2 pointtype 9 pointsize 1.2
set style line 4 linecolor rgb '#cc79a7' dashtype 3 linewidth 2 pointtype 13 pointsize 1.2
set style line 5 linecolor rgb '#56b4e9' dashtype 4 linewidth 2 pointtype 11 pointsize 1.2
set style line 6 linecolor rgb '#000000' dashtype 5 linewidth 2 pointtype 4 pointsize 0.9
faint = '0xa00072b2 0xa0e69f00 0xa0009e73 0xa0cc79a7 0xa056b4e9 0xa0000000'

set datafile separator comma
set datafile missing NaN
first = word(levels, 1) + 0
last = word(levels, words(levels)) + 0
set logscale x
set xrange [first / 1.3 : last * 1.3]
set xtics () nomirror out
do for [level in levels] { set xtics add (level level + 0) }
set yrange [0 : *]
set offsets 0, 0, graph 0.05 + 0.06 * words(arms), 0 # room for the key above the highest point
set ytics nomirror out
set format y '%.0f'
set grid ytics linetype 1 linecolor rgb '#dcdcdc' linewidth 0.75
set border 3 linecolor rgb '#444444'
set key inside top left vertical maxcols 1 Left reverse samplen 3 font small noenhanced

set title 'Throughput against concurrency' font size(13)
set xlabel 'Concurrency (connections at once)'
set ylabel 'Requests per second'
set lmargin 10
set rmargin 3
set bmargin 8
set label 1 load_caption.'; each dot is a run' at screen 0.5, 0.115 center noenhanced font size(9)
set label 2 place_caption at screen 0.5, 0.07 center noenhanced font size(9)
set label 3 bound_caption at screen 0.5, 0.025 center noenhanced font size(9)

cells = run.'/cells.csv'
table(arm) = sprintf('%s/tables/%s.csv', run, arm)
style(i) = (word(styles, i) + 5) % 6 + 1
colour(i) = int(word(faint, style(i)))
# Dots stand a little apart, so that those of one arm do not hide another's.
aside(i) = 1.05 ** (i - (words(arms) + 1) / 2.0)
runs(arm) = strcol('arm') eq arm && strcol('valid') eq 'yes' ? column('requests_per_second') : NaN

plot \
  for [i = 1 : words(arms)] cells using (column('concurrency') * aside(i)):(runs(word(arms, i))):(colour(i)) \
    with points pointtype 7 pointsize 0.45 linecolor rgb variable notitle, \
  for [i = 1 : words(arms)] table(word(arms, i)) \
    using (column('concurrency_level')):(column('requests_per_second')) \
    with linespoints linestyle style(i) title word(titles, i)
unset output
