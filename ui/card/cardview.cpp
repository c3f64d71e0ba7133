#include "ui/card/cardview.h"

#include "report/links.h"
#include "ui/card/cardbrowser.h"
#include "ui/card/cardhtml.h"
#include "ui/card/cardpage.h"
#include "ui/card/cardrenderer.h"
#include "ui/card/makerbox.h"
#include "ui/card/modelnotes.h"
#include "ui/theme.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace rijian::ui {

CardView::CardView(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_empty(new QLabel(this))
    , m_notice(new QLabel(this))
    , m_status(new QLabel(this))
    , m_stack(new QStackedWidget(this))
    , m_renderer(new CardRenderer(this))
{
    makeActions();
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(24);
    m_empty->setAutoFillBackground(true);
    m_empty->setBackgroundRole(QPalette::Base);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_stack->addWidget(m_empty);
    m_notice->setWordWrap(true);
    m_notice->setMargin(8);
    m_notice->hide();
    m_status->setTextFormat(Qt::PlainText);
    m_status->setAutoFillBackground(true);
    m_status->setFrameShape(QFrame::StyledPanel);
    m_status->setMargin(2);
    m_status->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_status->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(m_notice);
    layout->addWidget(m_stack, 1);
    setMinimumWidth(240);
    connect(m_notice, &QLabel::linkActivated, this, [this] {
        m_notice->hide();
        m_browser->reload();
    });
    connect(m_renderer, &CardRenderer::rendered, this, [this](const QByteArray &json) { m_browser ? m_browser->present(json) : void(m_early = json); });
    retranslate();
    updateActions();
}

CardView::~CardView()
{
    delete m_browser; // its last signals come while this is still a CardView
}

void CardView::makeActions()
{
    m_analyze = new QAction(this);
    m_copy = new QAction(this);
    m_openWeb = new QAction(this);
    m_compare = new QAction(this);
    m_compare->setCheckable(true);
    connect(m_compare, &QAction::toggled, this, &CardView::presentChosen);
    connect(m_analyze, &QAction::triggered, this, &CardView::requestAnalysis);
    connect(m_copy, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(markdown()); });
    connect(m_openWeb, &QAction::triggered, this, [this] { openOutside(QUrl(report::outsideAddress(m_request->content.webAddress))); });
}

QWidget *CardView::makeHeader()
{
    auto *header = new QWidget(this);
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(12, 4, 6, 4);
    layout->setSpacing(2);
    auto bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    layout->addWidget(m_title, 1);
    for (MakerBox **makers : {&m_makers, &m_others}) {
        *makers = new MakerBox(header);
        (*makers)->hide();
        layout->addWidget(*makers, 2);
        connect(*makers, &QComboBox::activated, this, &CardView::presentChosen);
    }
    for (auto *action : {m_compare, m_analyze, m_copy, m_openWeb}) {
        auto *button = new QToolButton(header);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(button);
    }
    return header;
}

void CardView::retranslate()
{
    setAccessibleName(tr("Analysis card"));
    m_title->setText(tr("Analysis"));
    if (!m_request)
        m_empty->setText(tr("Select a commit to see its analysis."));
    m_copy->setText(tr("Copy as Markdown"));
    m_openWeb->setText(tr("Open in Browser"));
    m_compare->setText(tr("Compare Cards"));
    m_makers->setAccessibleName(tr("Card shown"));
    m_others->setAccessibleName(tr("Card to compare with"));
    m_compare->setIcon(icon(u"view-split-left-right"_s));
    m_analyze->setIcon(icon(u"view-refresh"_s));
    m_copy->setIcon(icon(u"edit-copy"_s));
    m_openWeb->setIcon(icon(u"internet-services"_s));
    updateActions();
}

void CardView::updateActions()
{
    const bool any = m_request.has_value();
    const bool again = any && (m_request->content.analysis || m_request->stage == CardStage::Failed);
    m_analyze->setText(again ? tr("Analyze Again") : tr("Analyze"));
    m_analyze->setEnabled(any && m_request->stage != CardStage::Running && m_request->stage != CardStage::Streaming);
    m_copy->setEnabled(!markdown().isEmpty());
    const bool shown = any && (m_request->stage == CardStage::Card || m_request->stage == CardStage::Compared);
    const bool several = shown && m_makers->count() > 1;
    m_compare->setEnabled(several);
    m_makers->setVisible(several);
    m_others->setVisible(several && m_compare->isChecked());
    m_title->setVisible(!m_others->isVisibleTo(this)); // there is room for two names or for this
    m_openWeb->setEnabled(any && !report::outsideAddress(m_request->content.webAddress).isEmpty());
}

void CardView::showEmpty()
{
    m_request.reset();
    m_content.reset();
    m_makers->clear();
    m_early.clear();
    m_empty->setText(tr("Select a commit to see its analysis."));
    m_renderer->cancel();
    hover({});
    m_stack->setCurrentWidget(m_empty);
    updateActions();
}

void CardView::showCard(const CardContent &content)
{
    fillMakers(content);
    m_content = content;
    presentChosen();
}

/// Each maker's newest card, the chosen one of the commit that is shown kept.
void CardView::fillMakers(const CardContent &content)
{
    const bool same = m_content && m_content->commit.sha == content.commit.sha;
    const QString chosen = same && m_makers->count() > 1 ? m_makers->currentText() : content.analysis ? makerName(*content.analysis) : QString();
    const QString beside = same ? m_others->currentText() : QString();
    // A new card that is shown by itself is worth more than an older choice.
    const bool newer = same && content.analysis && m_content->analysis && !(content.analysis->createdAt == m_content->analysis->createdAt);
    m_makers->clear();
    m_others->clear();
    for (qsizetype i = 0; i < content.analyses.size(); ++i) {
        const Analysis &one = content.analyses[i];
        const QString name = makerName(one);
        if (one.state == AnalysisState::Failed || one.markdown.isEmpty() || m_makers->findText(name) >= 0)
            continue;
        m_makers->addItem(name, i);
        m_others->addItem(name, i);
    }
    m_makers->choose(newer ? makerName(*content.analysis) : chosen);
    m_others->choose(beside);
    if (!same && m_compare->isChecked() && m_makers->count() < 2)
        m_compare->setChecked(false);
}

const Analysis *CardView::cardOf(const MakerBox *makers) const
{
    const QVariant index = makers->currentData();
    return index.isValid() ? &m_content->analyses[index.value<qsizetype>()] : nullptr;
}

void CardView::presentChosen()
{
    if (!m_content)
        return;
    if (m_makers->count() > 1 && m_others->currentIndex() == m_makers->currentIndex()) // nobody compares a card with itself
        m_others->setCurrentIndex(m_makers->currentIndex() == 0 ? 1 : 0);
    CardRequest request{*m_content, CardStage::Card, {}, {}};
    if (const Analysis *card = cardOf(m_makers); card && m_makers->count() > 1) {
        request.content.analysis = *card;
        if (m_compare->isChecked() && cardOf(m_others)) {
            request.stage = CardStage::Compared;
            request.content.other = *cardOf(m_others);
        }
    }
    present(std::move(request));
}

void CardView::showNextCard()
{
    if (m_compare->isEnabled()) // there are several
        m_makers->chooseNext();
}

void CardView::setMenuActions(const QList<QAction *> &actions)
{
    m_menuActions = actions;
    if (m_browser)
        m_browser->setMenuActions(actions);
}

void CardView::showRunning(const CardContent &content, const QString &progress)
{
    present({content, CardStage::Running, progress, {}});
}

void CardView::showStreaming(const CardContent &content, const QString &markdown)
{
    present({content, CardStage::Streaming, markdown, {}});
}

void CardView::showFailed(const CardContent &content, const QString &cause, const QString &advice)
{
    present({content, CardStage::Failed, cause, advice});
}

void CardView::present(CardRequest request)
{
    m_request = std::move(request);
    m_renderer->submit(*m_request);
    Q_EMIT presented();
    updateActions();
    if (m_browser)
        m_stack->setCurrentWidget(m_browser);
    else
        m_empty->clear();
    prepare();
}

void CardView::prepare()
{
    if (m_browser || m_making)
        return;
    m_making = true;
    // The first view of the engine makes Qt replace a shown window by one that can be drawn by it, which flickers and loses the
    // keyboard focus: before the window is shown is the right time.
    if (window()->isVisible())
        QTimer::singleShot(0, this, &CardView::makeBrowser); // what is on the screen is painted first
    else
        makeBrowser();
}

void CardView::makeBrowser()
{
    m_browser = new CardBrowser(m_stack);
    m_stack->addWidget(m_browser);
    m_browser->setMenuActions(m_menuActions);
    connect(m_browser->page(), &CardPage::linkActivated, this, &CardView::openOutside, Qt::QueuedConnection);
    connect(m_browser->page(), &CardPage::actionActivated, this, &CardView::act, Qt::QueuedConnection);
    connect(m_browser->page(), &QWebEnginePage::linkHovered, this, &CardView::hover);
    connect(m_browser, &CardBrowser::crashed, this, &CardView::tellCrash);
    connect(m_browser, &CardBrowser::shown, this, &CardView::shown);
    // In a turn of its own: starting the engine and its first frame both take a while.
    QTimer::singleShot(0, this, [this] {
        if (m_request)
            m_stack->setCurrentWidget(m_browser);
    });
    if (!m_early.isEmpty())
        m_browser->present(std::exchange(m_early, {}));
}

QString CardView::markdown() const
{
    if (!m_request)
        return {};
    if (m_request->stage == CardStage::Streaming)
        return m_request->text;
    return m_request->content.analysis ? m_request->content.analysis->markdown : QString();
}

const Analysis *CardView::analysis() const
{
    const bool shown = m_request && m_request->content.analysis && m_request->stage != CardStage::Streaming;
    return shown ? &*m_request->content.analysis : nullptr;
}

QString CardView::failure() const
{
    return m_request && m_request->stage == CardStage::Failed ? m_request->text : QString();
}

QString CardView::sha() const
{
    return m_request ? m_request->content.commit.sha : QString();
}

void CardView::requestAnalysis()
{
    if (m_request && m_analyze->isEnabled())
        Q_EMIT analyzeRequested(sha(), m_request->content.analysis || m_request->stage == CardStage::Failed);
}

/// A link of the page's own.
void CardView::act(const QString &action)
{
    const QStringView find(CardFindAction);
    if (action.startsWith(find))
        Q_EMIT nameActivated(QUrl::fromPercentEncoding(action.sliced(find.size()).toLatin1()));
    else if (const QStringView commit(CardCommitAction); action.startsWith(commit))
        Q_EMIT commitActivated(action.sliced(commit.size()));
    else
        requestAnalysis();
}

void CardView::openOutside(const QUrl &address)
{
    if (address.isValid() && !address.isEmpty())
        QDesktopServices::openUrl(address);
}

void CardView::hover(const QString &address)
{
    const bool own = address.startsWith(u"rijian-card:"_s);
    m_status->setVisible(!address.isEmpty() && !own);
    m_status->setText(address);
    if (m_status->isVisible())
        placeStatus();
    if (!own)
        Q_EMIT linkHovered(address);
}

void CardView::placeStatus()
{
    const auto address = m_status->text();
    const int room = width() - 24;
    m_status->setToolTip(address);
    m_status->setText(m_status->fontMetrics().elidedText(address, Qt::ElideMiddle, room));
    m_status->adjustSize();
    m_status->move(0, height() - m_status->height());
    m_status->raise();
}

void CardView::tellCrash(bool givenUp)
{
    m_notice->setText(givenUp ? tr("The card's display ended unexpectedly several times. <a href=\"reload\">Show it again</a>")
                              : tr("The card's display ended unexpectedly and was started again."));
    m_notice->show();
    if (!givenUp)
        QTimer::singleShot(8000, m_notice, &QWidget::hide);
}

void CardView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::FontChange:
        if (m_browser)
            m_browser->restyle();
        retranslate(); // the icons' theme follows the palette
        break;
    case QEvent::LanguageChange:
        retranslate();
        if (m_request)
            m_renderer->submit(*m_request);
        break;
    default:
        break;
    }
}

void CardView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_status->isVisible())
        placeStatus();
}

} // namespace rijian::ui
