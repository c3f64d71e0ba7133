#pragma once
// What must hold for the diff of any two texts.

#include <QByteArray>
#include <QByteArrayView>

namespace rijian::testkit {

/// Takes the lines of two texts for a file's removed and added lines, lays them out and puts both sides together again from the rows, the pairs and the word
/// marks. Empty when all are as they were; else which promise was broken.
QByteArray reassemble(QByteArrayView before, QByteArrayView after);

} // namespace rijian::testkit
