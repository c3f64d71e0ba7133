#include "ui/print/pdffinish.h"

#include "report/links.h"

#include <QCoreApplication>
#include <QHash>

#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include <exception>
#include <string>
#include <vector>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

struct PdfPrinterText {
    Q_DECLARE_TR_FUNCTIONS(rijian::ui::PdfPrinter)
};

constexpr double NumberSize = 8;    // points
constexpr double NumberHeight = 26; // above the page's end: within its margin
constexpr char FontName[] = "/RijianNumbers";

/// In Helvetica, of which every viewer has the measures.
double widthOf(const std::string &text)
{
    double width = 0;
    for (const char c : text)
        width += c >= '0' && c <= '9' ? 0.556 : 0.278; // blank and slash
    return width * NumberSize;
}

std::string number(double value)
{
    return QByteArray::number(value, 'f', 2).toStdString();
}

class Finisher
{
public:
    Finisher(const QByteArray &pdf, const QList<PageHeading> &headings, std::stop_token stop)
        : m_headings(headings)
        , m_stop(std::move(stop))
    {
        m_pdf.setSuppressWarnings(true); // its words are for nobody here
        m_pdf.processMemoryFile("report.pdf", pdf.constData(), std::size_t(pdf.size()));
    }

    Result<FinishedPdf> finish();

private:
    struct Node {
        QPDFObjectHandle object;
        QPDFObjectHandle last; // child
        int level = 0;
        int children = 0; // direct
    };

    bool numberPages();
    void addNumber(QPDFPageObjectHelper &page, std::size_t index, std::size_t all);
    void checkLinks(QPDFPageObjectHelper &page);
    int addOutline();
    void close(std::vector<Node> &open, int level);
    QPDFObjectHandle destinationOf(const PageHeading &heading, const QPDFObjectHandle &before);
    void describe();

    QPDF m_pdf;
    const QList<PageHeading> &m_headings;
    std::stop_token m_stop;
    QPDFObjectHandle m_font;
};

void Finisher::addNumber(QPDFPageObjectHelper &page, std::size_t index, std::size_t all)
{
    QPDFObjectHandle resources = page.getAttribute("/Resources", true);
    if (!resources.isDictionary()) {
        resources = QPDFObjectHandle::newDictionary();
        page.getObjectHandle().replaceKey("/Resources", resources);
    }
    QPDFObjectHandle fonts = resources.getKey("/Font");
    fonts = fonts.isDictionary() ? fonts.shallowCopy() : QPDFObjectHandle::newDictionary(); // pages share theirs
    fonts.replaceKey(FontName, m_font);
    resources.replaceKey("/Font", fonts);

    const QPDFObjectHandle::Rectangle box = page.getMediaBox().getArrayAsRectangle();
    const std::string text = std::to_string(index + 1) + " / " + std::to_string(all);
    const double x = (box.llx + box.urx - widthOf(text)) / 2;
    page.addPageContents(QPDFObjectHandle::newStream(&m_pdf, "q\n"), true); // the engine leaves its scale behind
    page.addPageContents(QPDFObjectHandle::newStream(&m_pdf, "\nQ\nq BT 0.42 g " + std::string(FontName) + ' ' + number(NumberSize) + " Tf 1 0 0 1 " + number(x) + ' '
                                                                 + number(box.lly + NumberHeight) + " Tm (" + text + ") Tj ET Q\n"), false);
}

/// Links within the document and to the web stay.
void Finisher::checkLinks(QPDFPageObjectHelper &page)
{
    QPDFObjectHandle annotations = page.getObjectHandle().getKey("/Annots");
    if (!annotations.isArray())
        return;
    for (int i = annotations.getArrayNItems() - 1; i >= 0; --i) {
        const QPDFObjectHandle action = annotations.getArrayItem(i).getKey("/A");
        if (action.isNull())
            continue;
        const bool web = action.isDictionary() && action.getKey("/S").isNameAndEquals("/URI") && action.getKey("/URI").isString() && !action.hasKey("/Next")
            && !report::outsideAddress(QString::fromStdString(action.getKey("/URI").getUTF8Value())).isEmpty();
        if (!web)
            annotations.eraseItem(i);
    }
}

bool Finisher::numberPages()
{
    m_font = m_pdf.makeIndirectObject(QPDFObjectHandle::parse("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"));
    std::vector<QPDFPageObjectHelper> pages = QPDFPageDocumentHelper(m_pdf).getAllPages();
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (m_stop.stop_requested())
            return false;
        checkLinks(pages[i]);
        addNumber(pages[i], i, pages.size());
    }
    return true;
}

/// Where the engine says that the heading's element begins; of one it does not name, where the one before it begins.
QPDFObjectHandle Finisher::destinationOf(const PageHeading &heading, const QPDFObjectHandle &before)
{
    const QPDFObjectHandle named = heading.anchor.isEmpty() ? QPDFObjectHandle::newNull() : m_pdf.getRoot().getKey("/Dests").getKeyIfDict('/' + heading.anchor.toStdString());
    QPDFObjectHandle place = named.isDictionary() ? named.getKey("/D") : named;
    return place.isArray() && place.getArrayNItems() > 1 ? place.shallowCopy() : before;
}

/// Ends the branches at and below a level.
void Finisher::close(std::vector<Node> &open, int level)
{
    while (open.size() > 1 && open.back().level >= level) {
        Node &node = open.back();
        if (node.children > 0) {
            node.object.replaceKey("/Last", node.last);
            // A repository's commits are folded: there may be hundreds.
            node.object.replaceKey("/Count", QPDFObjectHandle::newInteger(node.level > 1 ? -node.children : node.children));
        }
        open.pop_back();
    }
}

int Finisher::addOutline()
{
    const auto pages = m_pdf.getAllPages();
    if (m_headings.isEmpty() || pages.empty())
        return 0;
    QPDFObjectHandle root = m_pdf.makeIndirectObject(QPDFObjectHandle::parse("<< /Type /Outlines >>"));
    QPDFObjectHandle before = QPDFObjectHandle::newArray({pages.front(), QPDFObjectHandle::newName("/Fit")});
    std::vector<Node> open{{.object = root, .last = {}, .level = 0, .children = 0}};
    int visible = 0;
    for (const PageHeading &heading : m_headings) {
        close(open, heading.level);
        Node &parent = open.back();
        QPDFObjectHandle item = m_pdf.makeIndirectObject(QPDFObjectHandle::newDictionary());
        item.replaceKey("/Title", QPDFObjectHandle::newUnicodeString(heading.title.toStdString()));
        item.replaceKey("/Parent", parent.object);
        before = destinationOf(heading, before);
        item.replaceKey("/Dest", before.shallowCopy());
        if (parent.children++ == 0) {
            parent.object.replaceKey("/First", item);
        } else {
            item.replaceKey("/Prev", parent.last);
            parent.last.replaceKey("/Next", item);
        }
        parent.last = item;
        visible += parent.level < 2;
        open.push_back({.object = item, .last = {}, .level = heading.level, .children = 0});
    }
    close(open, 1);
    root.replaceKey("/Last", open.front().last);
    root.replaceKey("/Count", QPDFObjectHandle::newInteger(visible));
    m_pdf.getRoot().replaceKey("/Outlines", root);
    m_pdf.getRoot().replaceKey("/PageMode", QPDFObjectHandle::newName("/UseOutlines"));
    return int(m_headings.size());
}

void Finisher::describe()
{
    QPDFObjectHandle catalog = m_pdf.getRoot();
    catalog.replaceKey("/Lang", QPDFObjectHandle::newString("zh-CN"));
    QPDFObjectHandle info = m_pdf.getTrailer().getKey("/Info");
    if (!info.isDictionary()) {
        info = m_pdf.makeIndirectObject(QPDFObjectHandle::newDictionary());
        m_pdf.getTrailer().replaceKey("/Info", info);
    }
    info.replaceKey("/Creator", QPDFObjectHandle::newUnicodeString("Rijian " RIJIAN_VERSION));
    if (m_headings.isEmpty())
        return;
    info.replaceKey("/Title", QPDFObjectHandle::newUnicodeString(m_headings.first().title.toStdString()));
    catalog.replaceKey("/ViewerPreferences", QPDFObjectHandle::parse("<< /DisplayDocTitle true >>"));
}

Result<FinishedPdf> Finisher::finish()
{
    FinishedPdf done;
    done.pages = int(m_pdf.getAllPages().size());
    if (!numberPages())
        return failure(ErrorKind::Cancelled, PdfPrinterText::tr("Stopped: nothing was written."));
    done.bookmarks = addOutline();
    describe();
    QPDFWriter writer(m_pdf);
    writer.setOutputMemory();
    writer.setObjectStreamMode(qpdf_o_generate);
    writer.write();
    const auto bytes = writer.getBufferSharedPointer();
    done.bytes = QByteArray(reinterpret_cast<const char *>(bytes->getBuffer()), qsizetype(bytes->getSize()));
    return done;
}

} // namespace

Result<FinishedPdf> finishPdf(const QByteArray &pdf, const QList<PageHeading> &headings, std::stop_token stop)
{
    try {
        return Finisher(pdf, headings, std::move(stop)).finish();
    } catch (const std::exception &problem) {
        return failure(ErrorKind::BadData, PdfPrinterText::tr("The browser engine made no readable PDF: try again, or export another format."), QString::fromUtf8(problem.what()));
    }
}

} // namespace rijian::ui
