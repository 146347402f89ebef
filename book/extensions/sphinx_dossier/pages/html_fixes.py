"""Post-processing of HTML: mends what the theme and Sphinx write.

Roles that screen readers no longer know, tables that are no tables, and wrappers without a use.
"""

import re

#: What is written, and what is meant.
_FIXES = [
    # The caption of a chart stands before it; docutils ends every caption with its figure.
    (
        re.compile(r'(<div class="chart" (?:(?!</figure>).)*)</figcaption>\n</figure>', re.DOTALL),
        r"</figcaption>\n\1</figure>",
    ),
    # References as a list: WAI-ARIA deprecates the role of an entry, and reader modes drop small
    # blocks that are mostly an address. Their numbers go: the text names works by author and year.
    (
        re.compile(
            r'<div class="citation" ([^>]*) role="doc-biblioentry">\n'
            r'<span class="label">.*?</span></span>(.*?)</div>',
            re.DOTALL,
        ),
        r'<li class="citation" \1>\2</li>',
    ),
    (
        re.compile(r'<div role="list" class="citation-list">(.*?)</div>', re.DOTALL),
        r'<ul class="citation-list">\1</ul>',
    ),
    # A span around the words of each link, for themes that style it.
    (re.compile(r'<span class="std std-(?:doc|ref|term)">([^<]*)</span>'), r"\1"),
    (re.compile(r'(<div class="highlight"><pre>)<span></span>'), r"\1"),
    # Classes of links, and a span around each work cited: a twelfth of the findings' page.
    (re.compile(r'<a class="reference (?:in|ex)ternal" '), "<a "),
    (re.compile(r'<span class="bibtex-citation" [^>]*>((?:(?!</?span).)*)</span>'), r"\1"),
    # Classes of code in a line and of rows for themes that style them: a tenth of a list of codes.
    (
        re.compile(r'<code class="[^"]*"><span class="pre">([^<]*)</span></code>'),
        r"<code>\1</code>",
    ),
    (re.compile(r'<tr class="row-(?:odd|even)">'), "<tr>"),
    # Names, brackets and spaces in code, which have the colour of the page in light and dark.
    (re.compile(r'<span class="[npw]">([^<]*)</span>'), r"\1"),
    # The only paragraph of a cell or a term. What is long is laid out sooner with fewer elements.
    (re.compile(r"(<(t[dh]|dd)\b[^>]*>)<p>((?:(?!</p>).)*)</p>\n?(?=</\2>)", re.DOTALL), r"\1\3"),
    # Twenty rows to a body: reader modes take one that outweighs the paragraphs for the article.
    (
        re.compile(r"((?:<tr(?:(?!</tr>).)*+</tr>\n){20})(?=<tr)", re.DOTALL),
        r"\1</tbody>\n<tbody>\n",
    ),
    # Marks of evidence with the word before and the stop after, which no line is to part. A mark is
    # a box to a browser, which breaks lines at boxes whatever signs stand beside them.
    (
        re.compile(
            r"((?<![^\s<>.,;:?!)”])[^\s<>]*+ ?"  # from its start alone: five times as fast
            r'<span class="evidence" id=(?:(?!</?span).)*</span>[.,;:?!)”]*)'
        ),
        r'<span class="held">\1</span>',
    ),
    # The cells of a header row head their columns.
    (re.compile(r"<th class=\"head([^\"]*)\">"), r'<th class="head\1" scope="col">'),
]


def fix_html(body: str) -> str:
    """The body of a page with its markup mended.

    >>> fix_html('<a href="x.html"><span class="std std-doc">X</span></a>')
    '<a href="x.html">X</a>'
    """
    for written, meant in _FIXES:
        body = written.sub(meant, body)
    return body
