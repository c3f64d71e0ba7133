#pragma once
// Cards to show, without a repository: as the rules and models write them, and as nobody should.

#include "ui/card/cardcontent.h"

namespace rijian::testkit {

/// A commit of the golden sample with a model's card in its loose form.
ui::CardContent modelCard();
/// The same commit as the rules see it.
ui::CardContent ruleCard();
/// Everything at once: a failed model, a partial reading, the user's own word, a merge, a long subject.
ui::CardContent crowdedCard();
/// A model's card with all that can be said about one, and the rules' beside it.
ui::CardContent detailedCard();
/// The same with another model's card.
ui::CardContent comparedCard();
/// Text that tries to run, to load and to deceive. `port` of a server on this machine that must not be asked.
ui::CardContent hostileCard(quint16 port);

} // namespace rijian::testkit
