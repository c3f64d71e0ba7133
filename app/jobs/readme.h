#pragma once

#include <QByteArrayView>
#include <QString>

namespace rijian::jobs {

/// What a README says first, as plain lines for a reader who wants to know what the project is: Markdown (or as good as, reStructuredText) without
/// pictures, badges, HTML, addresses, code blocks, tables, front matter, paragraphs that are links alone, and the later items of long lists. At most
/// `most` characters; where it is cut, it ends with "…". Characters that deceive are made visible. Still text of strangers. Linear in the text's length.
QString readmeIntroduction(QByteArrayView readme, qsizetype most = 1'200);

} // namespace rijian::jobs
