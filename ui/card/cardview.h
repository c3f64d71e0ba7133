#pragma once
// The analysis card: a row of buttons over the rendered card. UI thread. The browser engine is made when the first commit is shown or prepare() is called,
// from the event loop; until then, and while no commit is selected, there is a plain label.

#include "ui/card/cardcontent.h"

#include <QWidget>

#include <optional>

class QAction;
class QLabel;
class QStackedWidget;

namespace rijian::ui {

class CardBrowser;
class CardRenderer;
class MakerBox;

class CardView : public QWidget
{
    Q_OBJECT

public:
    explicit CardView(QWidget *parent = nullptr);
    ~CardView() override;

    /// Makes the engine ready from the event loop, for when the window has been painted and is idle: the first card then comes as fast as the others.
    void prepare();

    /// No commit is selected.
    void showEmpty();
    /// The commit with its analysis. Without one, the card offers to make it. Where there are cards of several makers, the user can choose and compare
    /// them; the choice holds while the commit is shown.
    void showCard(const CardContent &content);
    /// Being analysed; `progress` is for people ("waiting for the endpoint, 12 s").
    void showRunning(const CardContent &content, const QString &progress);
    /// Being written: the Markdown so far. Call it for every piece that arrives; it is shown at most ten times a second.
    void showStreaming(const CardContent &content, const QString &markdown);
    /// The analyzer failed: why, and what to do about it. `content.analysis` is shown beneath when there is one.
    void showFailed(const CardContent &content, const QString &cause, const QString &advice);

    /// The card's Markdown as it is stored or, while it is being written, so far; empty when there is none.
    QString markdown() const;
    /// Whose card is shown; null where none is, or one is still being written.
    const Analysis *analysis() const;
    /// What showFailed() says; empty: nothing failed.
    QString failure() const;
    /// The commit shown; empty when there is none.
    QString sha() const;

    /// For menus and shortcuts of the window; enabled when they can act.
    QAction *analyzeAction() const { return m_analyze; }
    QAction *copyAction() const { return m_copy; }
    QAction *openWebAction() const { return m_openWeb; }
    QAction *compareAction() const { return m_compare; } ///< checkable; enabled where there are two cards

    /// The next maker's card of the commit, where there are several.
    void showNextCard();
    /// Of the window, for the page's context menu.
    void setMenuActions(const QList<QAction *> &actions);

    /// Null until a commit was shown. For tests and for printing.
    CardBrowser *browser() const { return m_browser; }

Q_SIGNALS:
    void analyzeRequested(const QString &sha, bool again); ///< again: there is a card or a failure already
    void commitActivated(const QString &sha);              ///< of CardContent::related
    void nameActivated(const QString &name);               ///< of CardContent::occurring
    void presented();                                      ///< another request is on its way to the page
    void linkHovered(const QString &address);              ///< empty: no longer
    void shown();                                          ///< the page holds what was asked for last

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void act(const QString &action);
    void makeActions();
    QWidget *makeHeader();
    void retranslate();
    void present(CardRequest request);
    void fillMakers(const CardContent &content);
    const Analysis *cardOf(const MakerBox *makers) const;
    void presentChosen();
    void makeBrowser();
    void updateActions();
    void requestAnalysis();
    void openOutside(const QUrl &address);
    void hover(const QString &address);
    void tellCrash(bool givenUp);
    void placeStatus();

    QAction *m_analyze = nullptr;
    QAction *m_copy = nullptr;
    QAction *m_openWeb = nullptr;
    QAction *m_compare = nullptr;
    MakerBox *m_makers = nullptr; ///< whose card is shown; data: index into m_content->analyses
    MakerBox *m_others = nullptr; ///< and beside it
    QList<QAction *> m_menuActions;
    QLabel *m_title = nullptr;
    QLabel *m_empty = nullptr;
    QLabel *m_notice = nullptr; // about the engine itself
    QLabel *m_status = nullptr; // where the hovered link leads
    QStackedWidget *m_stack = nullptr;
    CardRenderer *m_renderer = nullptr;
    CardBrowser *m_browser = nullptr;
    bool m_making = false;
    std::optional<CardRequest> m_request;
    std::optional<CardContent> m_content; ///< of showCard(), whichever card of it is shown
    QByteArray m_early; // rendered before the browser was there
};

} // namespace rijian::ui
