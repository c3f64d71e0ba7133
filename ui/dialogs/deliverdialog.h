#pragma once

#include "jobs/deliverydesk.h"

#include <QDialog>
#include <QSet>
#include <QTimer>

class QCheckBox;
class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTreeWidget;
class QTreeWidgetItem;
class QVBoxLayout;

namespace rijian::ui {

class EmptyState;
class MessageLabel;
class Sending;

/// Delivers the days shown by hand: to which of the targets that are on, with what each of them would get. It may be closed while something is being sent, which
/// goes on.
class DeliverDialog : public QDialog
{
    Q_OBJECT

public:
    /// Borrows `sending`. `request`: days and repositories; what each target lists is its own.
    DeliverDialog(Sending &sending, const jobs::DeliveryRequest &request, QWidget *parent = nullptr);
    ~DeliverDialog() override;

    const DaySpan &span() const { return m_request.span; }
    /// Reads the targets anew: the user may have changed them.
    void refresh();

Q_SIGNALS:
    /// Targets are to be added or switched on.
    void settingsWanted();
    void previewed(); ///< what the chosen target would get is shown, or why it cannot be

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeList();
    QWidget *makePreview();
    QWidget *makeButtons();
    void connectAll();
    void fill(const QList<jobs::TargetDay> &days);
    void showNoTargets(bool failed, const QString &why);
    void paint();
    void paintRow(qsizetype row);
    void take(const jobs::TargetDay &day);
    void ended(const Result<QList<jobs::TargetDay>> &days);
    void sendOrStop();
    void enable();
    void chosen();
    void preview();
    void showPreview(const DeliveryTarget &target, const Result<jobs::DigestText> &text);
    void showSendingState();
    QString lineOf(const jobs::TargetDay &day) const;
    const jobs::TargetDay *current() const;
    QList<qint64> ticked() const;

    Sending &m_sending;
    jobs::DeliveryRequest m_request;
    QList<jobs::TargetDay> m_days; ///< as listed
    QSet<qint64> m_left;           ///< targets that the user has unticked
    QTimer m_later;                ///< steps through the list ask for one preview
    quint64 m_asked = 0;           ///< answers to older questions are dropped
    quint64 m_read = 0;
    bool m_stopping = false;
    bool m_filling = false;

    QStackedWidget *m_pages = nullptr; ///< empty state, list and preview
    EmptyState *m_empty = nullptr;
    QTreeWidget *m_list = nullptr;
    MessageLabel *m_detail = nullptr; ///< the current target's line in full
    QCheckBox *m_again = nullptr;
    QPlainTextEdit *m_preview = nullptr;
    MessageLabel *m_previewNote = nullptr;
    QProgressBar *m_progress = nullptr;
    MessageLabel *m_message = nullptr;
    QPushButton *m_settings = nullptr;
    QPushButton *m_send = nullptr;
    QPushButton *m_close = nullptr;
};

} // namespace rijian::ui
