#pragma once

#include "jobs/importing.h"

#include <QDialog>
#include <QTimer>

#include <memory>

class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace rijian::ui {

/// How far an import is, and at its end which files could not be read and why.
class ImportDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ImportDialog(QWidget *parent = nullptr);
    ~ImportDialog() override;

    /// Shows itself when the import takes longer than a moment.
    void openLater();
    /// For the import's thread; may outlive the dialog.
    jobs::ImportProgress progress() const;
    /// There is nothing to say: closes.
    void end();
    void showEnd(const Result<jobs::ImportSummary> &summary);
    bool isBusy() const { return m_busy; }

    void reject() override; ///< stops first

Q_SIGNALS:
    void stopWanted();

private:
    struct State; // shared with the import's thread
    void tell();

    std::shared_ptr<State> m_state;
    QTimer m_tell;
    QLabel *m_text;
    QProgressBar *m_bar;
    QPlainTextEdit *m_failures;
    QPushButton *m_button;
    bool m_busy = true;
};

} // namespace rijian::ui
