#pragma once
// Takes out of a text what looks like a secret, before it is sent anywhere. Errs on the side of code that stays readable: names, digests, versions and
// placeholders stay.

#include <QByteArrayView>
#include <QString>
#include <QStringView>

#include <vector>

namespace rijian {
struct FilePatch;
}

namespace rijian::analysis::llm {

/// What stands for a secret.
QString redactionMark();

/// One or several lines; the shape of each is kept, and only the secret itself replaced. Linear.
QString redacted(QStringView text);

/// For each line of the file, whether it belongs to a private key's block or looks like a line of one beside its end: such lines are replaced whole.
/// Empty: none does.
std::vector<bool> keyBlockLines(const FilePatch &file);

} // namespace rijian::analysis::llm
