// libxml2 reads the file into a tree; what may not stay is taken out of it, and the rest written
// anew.
#include "document/inline_svg.hpp"

#include <fmt/format.h>
#include <libxml/parser.h>
#include <libxml/xmlsave.h>

#include <limits>
#include <memory>

namespace tiga::document {
namespace {

using Tree = std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)>;

const xmlChar* xml(const std::string& text) {
  return reinterpret_cast<const xmlChar*>(text.c_str());
}

std::string_view view(const xmlChar* text) {
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

std::string text_in(const xmlNode* node) {
  const std::unique_ptr<xmlChar, decltype(xmlFree)> text(xmlNodeGetContent(node), xmlFree);
  return std::string(view(text.get()));
}

std::string value_of(xmlNode* node, const std::string& attribute) {
  const std::unique_ptr<xmlChar, decltype(xmlFree)> value(xmlGetNoNsProp(node, xml(attribute)),
                                                          xmlFree);
  return std::string(view(value.get()));
}

// "800", "800px" -> "800"; "" of what is no such length.
std::string pixels(const std::string& length) {
  const std::string number = length.substr(0, length.find_first_not_of("0123456789."));
  const std::string unit = length.substr(number.size());
  return unit.empty() || unit == "px" ? number : "";
}

// What the root shows; "" where it does not say.
std::string view_box(xmlNode* root) {
  const std::string box = value_of(root, "viewBox");
  const std::string width = pixels(value_of(root, "width"));
  const std::string height = pixels(value_of(root, "height"));
  return !box.empty()                      ? box
         : width.empty() || height.empty() ? ""
                                           : fmt::format("0 0 {} {}", width, height);
}

// The value of an attribute with the id that it is, or those that it refers to, prefixed.
std::string renamed(std::string_view name, std::string value, const std::string& prefix) {
  if (name == "id") {
    return prefix + value;
  }
  if (name == "href" || name == "xlink:href") {
    return value.starts_with('#') ? '#' + prefix + value.substr(1) : value;
  }
  for (const std::string_view start : {"url(#", "url('#", "url(\"#"}) {
    for (std::size_t at = value.find(start); at != std::string::npos;
         at = value.find(start, at + 1)) {
      value.insert(at + start.size(), prefix);
    }
  }
  return value;
}

// Scripts and comments; what the file says of itself; and the names that gnuplot makes up for
// curves without a title, which a browser would show beside the pointer.
bool is_left_out(const xmlNode* node) {
  const bool names = view(node->name) == "title" || view(node->name) == "desc";
  const bool of_the_file = node->parent == xmlDocGetRootElement(node->doc);
  return node->type == XML_COMMENT_NODE || node->type == XML_PI_NODE ||
         (node->type == XML_ELEMENT_NODE &&
          (view(node->name) == "script" ||
           (names && (of_the_file || text_in(node).starts_with("gnuplot_plot_")))));
}

void clean(xmlNode* element, const std::string& prefix) {
  for (xmlAttr *at = element->properties, *next = nullptr; at != nullptr; at = next) {
    next = at->next;
    const std::string_view name = view(at->name);  // without its prefix if that is declared
    if (name.starts_with("on")) {                  // onclick and the like
      xmlRemoveProp(at);
      continue;
    }
    const std::string value = text_in(reinterpret_cast<const xmlNode*>(at));
    xmlSetNsProp(element, at->ns, at->name, xml(renamed(name, value, prefix)));
  }
  for (xmlNode *at = element->children, *next = nullptr; at != nullptr; at = next) {
    next = at->next;
    if (is_left_out(at)) {
      xmlUnlinkNode(at);
      xmlFreeNode(at);
    } else if (at->type == XML_ELEMENT_NODE) {
      clean(at, prefix);
    }
  }
}

// Puts an element with a text before all that stands in the root.
xmlNode* add_first(xmlNode* root, const std::string& name, const std::string& text) {
  xmlNode* const first = root->children;
  xmlNode* const added = xmlNewTextChild(root, nullptr, xml(name), xml(text));
  return first == nullptr ? added : xmlAddPrevSibling(first, added);
}

// The tree of a cleaned SVG; null if it is not one whole svg element that has a size.
Tree read_cleaned(std::string_view svg, const std::string& prefix) {
  constexpr int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                          XML_PARSE_HUGE | XML_PARSE_NOCDATA;
  Tree tree(nullptr, xmlFreeDoc);
  if (svg.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    tree.reset(xmlReadMemory(svg.data(), static_cast<int>(svg.size()), nullptr, "UTF-8", options));
  }
  xmlNode* root = tree ? xmlDocGetRootElement(tree.get()) : nullptr;
  // A document type with declarations of its own could define anything.
  const bool prefixed = root != nullptr && root->ns != nullptr && root->ns->prefix != nullptr;
  const bool declares = tree && tree->intSubset != nullptr && tree->intSubset->children != nullptr;
  if (root == nullptr || prefixed || declares || view(root->name) != "svg" ||
      view_box(root).empty()) {
    return {nullptr, xmlFreeDoc};
  }
  clean(root, prefix);
  return tree;
}

std::string written(xmlDoc* tree) {
  const std::unique_ptr<xmlBuffer, decltype(&xmlBufferFree)> buffer(xmlBufferCreate(),
                                                                    xmlBufferFree);
  xmlSaveCtxt* const saving = xmlSaveToBuffer(buffer.get(), "UTF-8", XML_SAVE_NO_DECL);
  xmlSaveTree(saving, xmlDocGetRootElement(tree));
  xmlSaveClose(saving);
  return std::string(view(xmlBufferContent(buffer.get()))) + '\n';
}

}  // namespace

std::optional<std::string> inline_svg(std::string_view svg, const ChartNames& names) {
  const Tree tree = read_cleaned(svg, names.id + '.');
  if (!tree) {
    return std::nullopt;
  }
  xmlNode* const root = xmlDocGetRootElement(tree.get());
  const std::string title = names.id + "_title";
  const std::string description = names.id + "_description";
  xmlSetProp(root, xml("viewBox"), xml(view_box(root)));
  for (const std::string name : {"width", "height"}) {
    xmlUnsetProp(root, xml(name));
  }
  xmlSetProp(root, xml("role"), xml("img"));
  xmlSetProp(root, xml("aria-labelledby"), xml(fmt::format("{} {}", title, description)));
  xmlSetProp(add_first(root, "desc", names.description), xml("id"), xml(description));
  xmlSetProp(add_first(root, "title", names.title), xml("id"), xml(title));
  return written(tree.get());
}

std::optional<std::string> standalone_svg(std::string_view svg, const std::string& id,
                                          const std::string& title) {
  const Tree tree = read_cleaned(svg, id + '-');
  if (!tree) {
    return std::nullopt;
  }
  add_first(xmlDocGetRootElement(tree.get()), "title", title);
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + written(tree.get());
}

}  // namespace tiga::document
