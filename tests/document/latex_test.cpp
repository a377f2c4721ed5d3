#include "document/latex.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace tiga::document {
namespace {

TEST(LatexText, EscapesMarkupOfLatex) {
  EXPECT_EQ(latex_text("a_b & 5 % of $3 #1 {x} ~ ^ \\"),
            "a\\_b \\& 5 \\% of \\$3 \\#1 \\{x\\} \\textasciitilde{} \\textasciicircum{} "
            "\\textbackslash{}");
  EXPECT_EQ(latex_text("<a|b>`"), "\\textless{}a\\textbar{}b\\textgreater{}\\textasciigrave{}");
}

TEST(LatexText, EscapesWithinSentences) {
  EXPECT_EQ(latex_text("50 % of a_b & c"), "50 \\% of a\\_b \\& c");
  EXPECT_EQ(latex_text("{$#}"), "\\{\\$\\#\\}");
  EXPECT_EQ(latex_text("a\\b~c^d"), "a\\textbackslash{}b\\textasciitilde{}c\\textasciicircum{}d");
  EXPECT_EQ(latex_text("±5 – ≥"), "$\\pm$5 -- $\\geq$");
  EXPECT_EQ(latex_text("as \"at least\" or \"at most\""), "as ``at least'' or ``at most''");
  EXPECT_EQ(latex_text("two\nlines"), "two lines");
  EXPECT_EQ(latex_text("penguji"), "penguji");
}

TEST(LatexText, ReplacesCharactersThatPlainFontsLack) {
  EXPECT_EQ(latex_text("±5 × ≥1 ≤2 δ µs 1–2"),
            "$\\pm$5 $\\times$ $\\geq$1 $\\leq$2 $\\delta$ $\\mu$s 1--2");
}

TEST(LatexText, OpensAndClosesQuotes) {
  EXPECT_EQ(latex_text("say \"a\" and \"b\""), "say ``a'' and ``b''");
}

TEST(LatexText, IsOneLine) { EXPECT_EQ(latex_text("a\nb"), "a b"); }

TEST(LatexItems, AreAListOrEmpty) {
  EXPECT_EQ(latex_items({}), "");
  EXPECT_EQ(latex_items({"50 %", "b"}),
            "\\begin{itemize}\n\\item 50 \\%\n\\item b\n\\end{itemize}\n");
}

Table sample_table() {
  return {
      .id = "verdicts",
      .caption = "Pairs, 95 %.",
      .columns = {{.title = "Concur-\nrency", .numeric = true},
                  {.title = "Pair"},
                  {.title = "By", .width = "1.7cm"},
                  {.title = "Interval", .numeric = true, .remarks = true},
                  {.title = "Rate", .numeric = true}},
      .rows = {{{.text = "50"},
                {.text = "a_b / pool", .strong = "a_b"},
                {.text = "server CPU"},
                {.text = "1.22–1.35"},
                {.text = "≥100"}},
               {{.text = "1"}, {.text = "x / y"}, {.text = "rate"}, {.text = ""}, {.text = ""}}}};
}

TEST(LatexTable, UsesBooktabs) {
  EXPECT_EQ(to_latex(sample_table(), {"other_machine"}),
            "\\begin{table}[htbp]\n"
            "\\centering\\footnotesize\\setlength{\\tabcolsep}{3pt}"
            "\\setlength{\\belowcaptionskip}{4pt}\n"
            "\\caption{Pairs, 95 \\%.}\n"
            "\\label{tab:verdicts}\n"
            "\\begin{tabular}{rllrr}\n"
            "\\toprule\n"
            "\\begin{tabular}[b]{@{}r@{}}Concur-\\\\rency\\end{tabular} & "
            "\\begin{tabular}[b]{@{}l@{}}Pair\\end{tabular} & "
            "\\begin{tabular}[b]{@{}l@{}}By\\end{tabular} & "
            "\\begin{tabular}[b]{@{}r@{}}Interval\\end{tabular} & "
            "\\begin{tabular}[b]{@{}r@{}}Rate\\end{tabular} \\\\\n"
            "\\midrule\n"
            "50 & \\textbf{a\\_b} / pool & \\parbox[t]{1.7cm}{\\raggedright server CPU\\strut} & "
            "1.22--1.35 & $\\geq$100 \\\\\n"
            "1 & x / y & \\parbox[t]{1.7cm}{\\raggedright rate\\strut} &  & -- \\\\\n"
            "\\bottomrule\n"
            "\\end{tabular}\n"
            "\n\\smallskip\n\\parbox{\\textwidth}{other\\_machine}\n"
            "\\end{table}\n");
}

TEST(LatexTable, RefusesARowThatIsShorterThanItsColumns) {
  Table table = sample_table();
  table.rows.front().pop_back();
  EXPECT_THROW(to_latex(table), std::out_of_range);
}

}  // namespace
}  // namespace tiga::document
