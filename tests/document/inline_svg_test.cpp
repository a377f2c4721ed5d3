#include "document/inline_svg.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/document/sample.hpp"

namespace tiga::document {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const ChartNames names{.id = "figure_x", .title = "Figure 1", .description = "It <rises> & falls."};

std::string cleaned(const std::string& svg) { return inline_svg(svg, names).value_or("refused"); }

// Within a root that has a size.
std::string inner(const std::string& content) {
  const std::string out = cleaned("<svg viewBox=\"0 0 4 2\">" + content + "</svg>");
  const std::size_t at = out.find("</desc>");
  return at == std::string::npos ? out : out.substr(at + 7, out.rfind("</svg>") - at - 7);
}

TEST(InlineSvg, LabelsTheImageAndLetsItScale) {
  EXPECT_EQ(cleaned("<?xml version=\"1.0\"?>\n<!DOCTYPE svg>\n<!-- made by -->\n"
                    "<svg width=\"4\" height=\"2\" viewBox=\"0 0 4 2\" class='c'><g/></svg>\n"),
            "<svg viewBox=\"0 0 4 2\" class=\"c\" role=\"img\" "
            "aria-labelledby=\"figure_x_title figure_x_description\"><title "
            "id=\"figure_x_title\">Figure 1</title>"
            "<desc id=\"figure_x_description\">It &lt;rises&gt; &amp; falls.</desc><g/></svg>\n");
}

TEST(InlineSvg, DerivesAMissingViewBoxFromTheSize) {
  EXPECT_THAT(cleaned("<svg width='400px' height=\"260.5\"/>"),
              HasSubstr("viewBox=\"0 0 400 260.5\""));
  EXPECT_EQ(inline_svg("<svg width='100%' height='2'></svg>", names), std::nullopt);
  EXPECT_EQ(inline_svg("<svg></svg>", names), std::nullopt);
}

TEST(InlineSvg, RenamesIdsAndReferencesToThem) {
  EXPECT_EQ(inner("<path id='p'/>"), "<path id=\"figure_x.p\"/>");
  EXPECT_EQ(inner("<use xlink:href='#p' href=\"#q\" />"),
            "<use xlink:href=\"#figure_x.p\" href=\"#figure_x.q\"/>");
  EXPECT_EQ(inner("<g clip-path='url(#p)' style=\"fill:url('#q')\"></g>"),
            "<g clip-path=\"url(#figure_x.p)\" style=\"fill:url('#figure_x.q')\"/>");
  EXPECT_EQ(inner("<g style='a:url(#p);b:url(\"#q\")'/>"),
            "<g style=\"a:url(#figure_x.p);b:url(&quot;#figure_x.q&quot;)\"/>");
  EXPECT_EQ(inner("<image href='data:image/png;base64,AA=='/>"),
            "<image href=\"data:image/png;base64,AA==\"/>");
}

TEST(InlineSvg, RemovesTheTitleOfTheFileAndGeneratedTitles) {
  EXPECT_EQ(inner("<title>Gnuplot</title><desc>Produced by</desc><g/>"), "<g/>");
  EXPECT_EQ(inner("<title/><g><title>gnuplot_plot_1</title></g>"), "<g/>");
  EXPECT_EQ(inner("<g><title>One event loop</title></g>"), "<g><title>One event loop</title></g>");
}

TEST(InlineSvg, RemovesScripts) {
  EXPECT_EQ(inner("<script>a()</script><g onclick='b()' fill='red'/><script href='c'/>"),
            "<g fill=\"red\"/>");
  EXPECT_EQ(inner("<script><g><script/>a</g></script><g/>"), "<g/>") << "with all that is in it";
}

TEST(InlineSvg, KeepsTextUnchanged) {
  EXPECT_EQ(inner("<text>a &lt; b – é</text>"), "<text>a &lt; b – é</text>");
  EXPECT_EQ(inner("<text><![CDATA[a < b]]></text>"), "<text>a &lt; b</text>");
}

TEST(InlineSvg, RefusesAnIncompleteDocument) {
  for (const char* svg :
       {"", "text", "<html></html>", "<svg viewBox='0 0 1 1'>", "<svg viewBox='0 0 1 1'><g></svg>",
        "<svg viewBox='0 0 1 1'></g></svg>", "<svg viewBox='0 0 1 1'><g", "<svg viewBox='0 0 1 1'",
        "<svg viewBox='0 0 1 1'></svg><svg viewBox='0 0 1 1'/>",
        "<svg viewBox='0 0 1 1'></svg>more", "<svg viewBox='0 0 1 1'><g a/></svg>",
        "<svg viewBox='0 0 1 1'><g a=b/></svg>", "<svg viewBox='0 0 1 1'><g a='b/></svg>",
        "<svg viewBox='0 0 1 1'><g a='<'/></svg>", "<svg viewBox='0 0 1 1'>< /></svg>",
        "<svg viewBox='0 0 1 1'><!-- </svg>", "<a:svg xmlns:a='b' viewBox='0 0 1 1'/>",
        "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg viewBox='0 0 1 1'/>"}) {
    EXPECT_EQ(inline_svg(svg, names), std::nullopt) << svg;
  }
}

TEST(InlineSvg, RefusesAFileOfGnuplotTruncatedAtAnyByte) {
  std::string whole = tests::gnuplot_chart();
  whole.resize(whole.find("</svg>"));
  for (std::size_t length = 0; length < whole.size(); length += 97) {
    EXPECT_EQ(inline_svg(whole.substr(0, length), names), std::nullopt) << length;
  }
}

TEST(InlineSvg, AcceptsFilesOfGnuplot) {
  const std::string out = cleaned(tests::gnuplot_chart());
  EXPECT_THAT(out, StartsWith("<svg "));
  EXPECT_THAT(out, HasSubstr(" role=\"img\""));
  EXPECT_THAT(out, HasSubstr("viewBox=\"0 0 400 260\""));
  EXPECT_THAT(out, HasSubstr("id=\"figure_x.gpPt6\""));
  EXPECT_THAT(out, HasSubstr("xlink:href=\"#figure_x.gpPt6\""));
  EXPECT_THAT(out, HasSubstr("<title>One event loop</title>"));
  for (const char* gone :
       {"<?xml", "Gnuplot", "GNUPLOT", "id='gp", "href='#gp", ">gnuplot_plot_"}) {
    EXPECT_THAT(out, Not(HasSubstr(gone)));
  }
}

}  // namespace
}  // namespace tiga::document
