#include "ui/export/reportpreview.h"

#include "core/text.h"
#include "ui/emptystate.h"
#include "ui/print/reportpage.h"
#include "ui/theme.h"

#include <QChildEvent>
#include <QDesktopServices>
#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QWebEngineView>

using namespace Qt::StringLiterals;

namespace rijian::ui {

ReportPreview::ReportPreview(QWidget *parent)
    : QStackedWidget(parent)
    , m_engine(new ReportEngine(this))
    , m_view(new QWebEngineView(m_engine->page(), this))
    , m_text(new QPlainTextEdit(this))
    , m_state(new EmptyState(this))
{
    m_view->setAccessibleName(tr("Preview of the report"));
    m_view->setContextMenuPolicy(Qt::NoContextMenu);
    m_view->setAcceptDrops(false);
    watch(m_view);
    m_text->setReadOnly(true);
    m_text->setAccessibleName(tr("Preview of the report"));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setTabChangesFocus(true);
    for (QWidget *page : {static_cast<QWidget *>(m_state), static_cast<QWidget *>(m_text), static_cast<QWidget *>(m_view)})
        addWidget(page);
    connect(m_engine->page(), &QWebEnginePage::loadFinished, this, [this](bool ok) {
        if (currentWidget() == m_view)
            Q_EMIT pageShown(ok);
    });
    connect(m_engine->page(), &QWebEnginePage::renderProcessTerminated, this, [this] {
        if (currentWidget() == m_view)
            showProblem(tr("The browser engine ended. The report can be exported all the same."));
    });
    connect(m_engine->page(), &ReportPage::linkActivated, this, [](const QUrl &address) { QDesktopServices::openUrl(address); });
    applyColors();
    showWaiting();
    m_engine->page()->present("<!DOCTYPE html>"); // the engine's own widget is made now
}

ReportPreview::~ReportPreview()
{
    m_engine->page()->disconnect(this);
    delete m_view; // before its page
}

void ReportPreview::applyColors()
{
    m_engine->page()->setBackgroundColor(colors().base);
}

void ReportPreview::changeEvent(QEvent *event)
{
    QStackedWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyColors();
}

void ReportPreview::showWaiting()
{
    m_state->show(u"view-refresh"_s, tr("Being put together…"));
    setCurrentWidget(m_state);
}

void ReportPreview::showText(const QString &text)
{
    m_text->setPlainText(visibleControls(QString(text).replace(u"\r\n"_s, u"\n"_s))); // as CSV ends its lines
    setCurrentWidget(m_text);
}

void ReportPreview::showPage(const QString &html)
{
    m_engine->page()->present(html.toUtf8());
    setCurrentWidget(m_view);
}

void ReportPreview::showProblem(const QString &message)
{
    m_state->show(u"dialog-information"_s, tr("There is no preview"), message);
    setCurrentWidget(m_state);
}

/// The engine's own widget inside the view gets the events, and is made anew after a crash.
void ReportPreview::watch(QObject *object)
{
    object->installEventFilter(this);
    for (QObject *child : object->children()) {
        if (child->isWidgetType())
            watch(child);
    }
}

bool ReportPreview::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ChildAdded) {
        if (QObject *child = static_cast<QChildEvent *>(event)->child(); child->isWidgetType())
            watch(child);
    } else if (event->type() == QEvent::MouseButtonRelease || event->type() == QEvent::KeyPress) {
        m_engine->page()->noteInput();
    }
    return QStackedWidget::eventFilter(watched, event);
}

} // namespace rijian::ui
