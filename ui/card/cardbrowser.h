#pragma once
// The browser engine's view with one page of ours in it. Costs a process and about 130 MB: made only when a card is to be seen.

#include <QByteArray>
#include <QElapsedTimer>
#include <QWebEngineProfile>
#include <QWidget>

class QAction;
class QWebEngineView;

namespace rijian::ui {

class CardPage;
class CardRequestFilter;

class CardBrowser : public QWidget
{
    Q_OBJECT

public:
    explicit CardBrowser(QWidget *parent = nullptr);
    ~CardBrowser() override;

    /// {"html", "key", "follow"} as JSON. Kept, and shown again after a crash. While the page is at work on one, the newest of the next waits.
    void present(const QByteArray &json);
    /// To the theme's and the font's present state.
    void restyle();

    /// For the end of the page's context menu. They outlive the browser.
    void setMenuActions(const QList<QAction *> &actions) { m_menuActions = actions; }

    CardPage *page() const { return m_page; }
    const CardRequestFilter &filter() const { return *m_filter; }

Q_SIGNALS:
    void shown(); ///< the page holds what present() was given last
    /// The page's process ended. It is started again, but not for ever: `given up` asks for reload().
    void crashed(bool givenUp);

public Q_SLOTS:
    void reload();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeProfile();
    void makeView();
    void loaded(bool ok);
    void send();
    void sent(quint64 load);
    void terminated();
    void showMenu(const QPoint &position);
    void watch(QObject *object);

    QWebEngineProfile *m_profile = nullptr;
    CardRequestFilter *m_filter = nullptr;
    CardPage *m_page = nullptr;
    QWebEngineView *m_view = nullptr;
    QList<QAction *> m_menuActions;
    QByteArray m_json;
    quint64 m_load = 0;    // counts documents, so that an answer of a dead one is known
    bool m_ready = false;  // the page's script is there
    bool m_busy = false;   // the page has not answered yet
    bool m_newer = false;  // m_json came while it was busy
    int m_crashes = 0;
    QElapsedTimer m_lastCrash;
};

} // namespace rijian::ui
