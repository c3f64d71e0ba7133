#pragma once
// What the engine's PDF lacks: page numbers, bookmarks, a title; and what it must not have: links to anywhere but the web. With libqpdf.

#include "core/result.h"
#include "ui/print/pdfoutline.h"

#include <QByteArray>

#include <stop_token>

namespace rijian::ui {

struct FinishedPdf {
    QByteArray bytes;
    int pages = 0;
    int bookmarks = 0;
};

/// Takes the PDF of a page with these headings. BadData: it is none; Cancelled. Any thread.
Result<FinishedPdf> finishPdf(const QByteArray &pdf, const QList<PageHeading> &headings, std::stop_token stop = {});

} // namespace rijian::ui
