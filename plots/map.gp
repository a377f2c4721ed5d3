# Which architecture wins when: a field for each workload (row) and concurrency (column) with the winner's letter and
# its ratio to the next one, in the winner's colour, which is paler if the next one is nearer; ties are hatched.
#
# Given by suite/map/chart.cpp: row_title[], column_title[], x_title; arm_letter[], arm_title[], arm_look[]; by rows
# place_look[] (0: a tie, 99: nothing), place_ratio[], place_letters[], place_text[].
place_height = 36.0
head_height = 40.0
legend_step = 21.0
map_legend_columns = arm_title_count > 1 ? 2 : 1
map_legend_rows = int((arm_title_count + map_legend_columns - 1) / map_legend_columns)
area = head_height + place_height * row_title_count + 12 + legend_step * map_legend_rows + 4
load style

# More colours than in style.gp, for arms beyond the seventh.
array more_hues[5] = ['#332288', '#999933', '#882255', '#44aa99', '#661100']
hue(look) = look <= 7 ? colours[look] : more_hues[(look - 8) % 5 + 1]
part(hex, at) = int('0x'.hex[at : at + 1])
blend(channel, strength) = int(255 - (255 - channel) * strength)
tint(hex, strength) = sprintf('#%02x%02x%02x', blend(part(hex, 2), strength), blend(part(hex, 4), strength), \
  blend(part(hex, 6), strength))
light(hex) = 0.299 * part(hex, 2) + 0.587 * part(hex, 4) + 0.114 * part(hex, 6)
ink_on(hex) = light(hex) < 118 ? '#ffffff' : '#111111'
# A ratio of 1 gives a quarter of the colour, a ratio of 4 the strongest colour on which letters are readable.
strength(ratio) = 0.25 + 0.55 * (ratio <= 1 ? 0 : ratio >= 4 ? 1 : log(ratio) / log(4))

left = 10.0
do for [t = 1 : row_title_count] { if (10 + 7.1 * strlen(row_title[t]) + 8 > left) { left = 10 + 7.1 * strlen(row_title[t]) + 8 } }
if (left > 200) { left = 200 }
place_width = (width - left - 10.0) / column_title_count
if (place_width > 110) { place_width = 110 }
letters_font = font(15)
ratio_font = place_width < 62 ? font(10) : font(11)

tag = 100
box = 0
hatch = 0
set label tag x_title at screen X(left + place_width * column_title_count / 2), screen Y(top + 6) center font small \
  textcolor rgb ink
do for [c = 1 : column_title_count] {
  tag = tag + 1
  set label tag column_title[c] at screen X(left + place_width * (c - 0.5)), screen Y(top + 26) center font font(12.5) \
    textcolor rgb ink
}
do for [r = 1 : row_title_count] {
  y = top + head_height + place_height * (r - 1)
  tag = tag + 2
  set label tag row_title[r] at screen X(left - 8), screen Y(y + place_height / 2) right font font(12.5) textcolor rgb ink
  do for [c = 1 : column_title_count] {
    k = (r - 1) * column_title_count + c
    x = left + place_width * (c - 1)
    look = place_look[k]
    paint = look == 0 || look == 99 ? '#ffffff' : tint(hue(look), strength(place_ratio[k]))
    box = box + 1
    set object box rectangle from screen X(x + 1), screen Y(y + 1) to screen X(x + place_width - 1), \
      screen Y(y + place_height - 1) fillcolor rgb paint fillstyle solid 1.0 border linecolor rgb '#777777' linewidth 0.7
    if (look == 0) {
      # Lines from the lower left to the upper right, clipped at the edges of the field.
      w = place_width - 2
      h = place_height - 2
      do for [s = 1 : int((w + h) / 9)] {
        from_x = 9.0 * s - h < 0 ? 0 : 9.0 * s - h
        from_y = 9.0 * s > h ? h : 9.0 * s
        to_x = 9.0 * s > w ? w : 9.0 * s
        to_y = 9.0 * s > w ? 9.0 * s - w : 0
        hatch = hatch + 1
        set arrow hatch from screen X(x + 1 + from_x), screen Y(y + 1 + from_y) to screen X(x + 1 + to_x), \
          screen Y(y + 1 + to_y) nohead back linecolor rgb '#cfcfcf' linewidth 0.8
      }
    }
    tag = tag + 2
    above = place_text[k] eq '' ? 0 : 7
    set label tag place_letters[k] at screen X(x + place_width / 2), screen Y(y + place_height / 2 - above) center \
      font letters_font textcolor rgb ink_on(paint) front
    set label tag + 1 place_text[k] at screen X(x + place_width / 2), screen Y(y + place_height / 2 + 9) center \
      font ratio_font textcolor rgb ink_on(paint) front
  }
}

legend_top = top + head_height + place_height * row_title_count + 12
do for [t = 1 : arm_title_count] {
  x = 10 + 255.0 * ((t - 1) % map_legend_columns)
  y = legend_top + legend_step * int((t - 1) / map_legend_columns)
  paint = tint(hue(arm_look[t]), 0.6)
  box = box + 1
  set object box rectangle from screen X(x), screen Y(y) to screen X(x + 20), screen Y(y + 17) fillcolor rgb paint \
    fillstyle solid 1.0 border linecolor rgb '#777777' linewidth 0.7
  tag = tag + 2
  set label tag arm_letter[t] at screen X(x + 10), screen Y(y + 8.5) center font font(12) textcolor rgb ink_on(paint) front
  set label tag + 1 arm_title[t] at screen X(x + 27), screen Y(y + 8.5) left font small textcolor rgb ink
}

unset border
unset tics
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
plot [0:1] [0:1] -1 notitle
unset output
