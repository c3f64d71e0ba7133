#include "support/modelfaults.h"
#include "support/process.h"

#include <QDateTime>
#include <QJsonArray>
#include <QLocale>

#include <stdexcept>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace rijian::testkit {

namespace {

using End = ModelReply::End;

constexpr milliseconds silence = shortPatience * 5 / 2;

ModelReply with(ModelReply reply, QByteArray name, QByteArray value)
{
    reply.headers.append({std::move(name), std::move(value)});
    return reply;
}

ModelReply ending(ModelReply reply, End end)
{
    reply.end = end;
    return reply;
}

ModelReply html(int status)
{
    return {.status = status, .contentType = "text/html", .pieces = {"<html><body><h1>Bad Gateway</h1><script>alert(1)</script></body></html>"}};
}

QByteArray httpDate(int secondsFromNow)
{
    return QLocale::c().toString(QDateTime::currentDateTimeUtc().addSecs(secondsFromNow), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
}

QJsonObject withMessage(const QJsonObject &message, const QString &finish = u"stop"_s)
{
    return {{u"choices"_s, QJsonArray{QJsonObject{{u"message"_s, message}, {u"finish_reason"_s, finish}}}}};
}

ModelReply slow(ModelReply reply, milliseconds before, milliseconds between)
{
    reply.before = before;
    reply.between = between;
    return reply;
}

/// A stream's bytes cut into pieces of this size, in the middle of characters, lines and events.
ModelReply inPieces(const ModelReply &reply, qsizetype size)
{
    QByteArray all;
    for (const QByteArray &piece : reply.pieces)
        all += piece;
    QList<QByteArray> pieces;
    for (qsizetype at = 0; at < all.size(); at += size)
        pieces.append(all.mid(at, size));
    ModelReply result = streamReply(pieces);
    result.between = milliseconds(1);
    return result;
}

ModelReply inOnePacket(const ModelReply &reply)
{
    return inPieces(reply, 1 << 20);
}

ModelReply replaced(ModelReply reply, const QByteArray &before, const QByteArray &after)
{
    for (QByteArray &piece : reply.pieces)
        piece.replace(before, after);
    return reply;
}

ModelReply first(ModelReply reply, qsizetype count)
{
    reply.pieces = reply.pieces.first(count);
    return reply;
}

ModelReply withComments(ModelReply reply)
{
    QList<QByteArray> pieces{": keep-alive\n\n"};
    for (const QByteArray &piece : std::as_const(reply.pieces))
        pieces << ": still here\n" << "event: message\nid: 7\nretry: 100\n" + piece;
    reply.pieces = pieces;
    return reply;
}

ModelReply huge()
{
    QList<QByteArray> pieces;
    const QByteArray piece = sseEvent(toJson(chunkOf(QString(20'000, u'长'))));
    for (int i = 0; i < 350; ++i) // 20 MB of UTF-8
        pieces.append(piece);
    return streamReply(pieces);
}

ModelReply compressed(const ModelReply &reply)
{
    ModelReply result = with(reply, "Content-Encoding", "gzip");
    QByteArray all;
    for (const QByteArray &piece : reply.pieces)
        all += piece;
    result.pieces = {gzipped(all)};
    return result;
}

std::vector<ModelFault> httpFaults()
{
    const QString quota = u"You exceeded your current quota, please check your plan and billing details."_s;
    return {
        {"429", errorReply(429, u"Rate limit reached"_s), "RateLimit"},
        {"429, Retry-After in seconds", with(errorReply(429, u"slow down"_s), "Retry-After", "1"), "RateLimit"},
        {"429, Retry-After as a date", with(errorReply(429, u"slow down"_s), "Retry-After", httpDate(2)), "RateLimit"},
        {"429, quota used up", errorReply(429, quota, u"insufficient_quota"_s), "NoMoney"},
        {"429, 余额不足", errorReply(429, u"您的账户余额不足，请充值"_s, u"1113"_s), "NoMoney"},
        {"408", errorReply(408, u"timeout"_s), "Overloaded"},
        {"409", errorReply(409, u"conflict"_s), "Overloaded"},
        {"500", errorReply(500, u"internal error"_s), "Overloaded"},
        {"502 with HTML", html(502), "Overloaded"},
        {"503", errorReply(503, u"overloaded"_s), "Overloaded"},
        {"529", errorReply(529, u"overloaded_error"_s), "Overloaded"},
        {"401", errorReply(401, u"Incorrect API key provided: sk-secre***********key."_s), "BadKey"},
        {"402", errorReply(402, u"Insufficient Balance"_s), "NoMoney"},
        {"403", errorReply(403, u"no access"_s), "BadKey"},
        {"403, 欠费", errorReply(403, u"Access denied, please make sure your account is in good standing."_s, u"Arrearage"_s), "NoMoney"},
        {"404 model", errorReply(404, u"The model `test-model` does not exist"_s, u"model_not_found"_s), "NoModel"},
        {"404 with HTML", html(404), "NoModel"},
        {"400 context length", errorReply(400, u"This model's maximum context length is 8192 tokens."_s, u"context_length_exceeded"_s), "TooLong"},
        {"413", errorReply(413, u"Request Entity Too Large"_s), "TooLong"},
        {"400 unknown response_format", errorReply(400, u"This response_format type is unavailable now"_s, u"invalid_request_error"_s), "BadForm"},
        {"400 unknown parameter", errorReply(400, u"Unrecognized request argument supplied: stream_options"_s), "BadParameter"},
        {"400 content filter", errorReply(400, u"Input data may contain inappropriate content."_s, u"data_inspection_failed"_s), "Filtered"},
        {"400 without words", errorReply(400, {}), "BadRequest"},
        {"422", errorReply(422, u"Invalid parameters"_s), "BadRequest"},
        {"redirect elsewhere", with({.status = 307}, "Location", "http://localhost:9/v1/chat/completions"), "Redirected"},
        {"error in a body of 200", jsonReply({{u"error"_s, QJsonObject{{u"message"_s, u"upstream overloaded"_s}, {u"code"_s, 502}}}}), "Overloaded"},
    };
}

std::vector<ModelFault> wireFaults(const QString &card)
{
    const ModelReply whole = jsonReply(completion(card));
    return {
        {"closed before the first byte", ending({.status = 0}, End::Cut), "Network"},
        {"reset before the first byte", ending({.status = 0}, End::Reset), "Network"},
        {"reset in the middle", ending(first(streamedText(card), 2), End::Reset), "Network"},
        {"body cut", ending(replaced(whole, "}]", ""), End::Cut), "Network"},
        {"silence before the first byte", slow(whole, silence, {}), "Timeout"},
        {"silence between bytes", slow(streamedText(card), {}, silence), "Timeout"},
        {"hangs in the middle", ending(first(streamedText(card), 2), End::Hang), "Timeout"},
        {"comments alone", slow(streamReply(QList<QByteArray>(silence / milliseconds(10), ": keep-alive\n\n")), {}, milliseconds(10)), "Timeout"},
        {"slow drip", slow(streamedText(card), {}, milliseconds(5)), "Ok", card},
        {"stream cut", ending(first(streamedText(card), 3), End::Cut), "Network"},
        {"20 MB", huge(), "BadAnswer"},
        {"a line without end", streamReply(QList<QByteArray>{"data: {"} + QList<QByteArray>(100, QByteArray(1000, 'a'))), "BadAnswer"},
        {"gzip", compressed(whole), "Ok", card},
        {"gzip bomb", compressed({.pieces = {QByteArray(40'000'000, ' ') + "{}"}}), "BadAnswer"},
    };
}

std::vector<ModelFault> streamShapes(const QString &card)
{
    const ModelReply stream = streamedText(card);
    return {
        {"comments and other fields", withComments(stream), "Ok", card},
        {"CRLF", replaced(stream, "\n", "\r\n"), "Ok", card},
        {"split UTF-8", inPieces(stream, 7), "Ok", card},
        {"several events a packet", inOnePacket(stream), "Ok", card},
        {"[DONE] missing", first(stream, stream.pieces.size() - 1), "Ok", card},
        {"cut after the finish", ending(first(stream, stream.pieces.size() - 2), End::Cut), "Ok", card},
        {"hangs after the finish", ending(first(stream, stream.pieces.size() - 2), End::Hang), "Ok", card},
        {"not streamed", jsonReply(completion(card)), "Ok", card},
        {"error in the stream", streamReply({sseEvent(toJson(chunkOf(u"{"_s))), sseEvent("{\"error\":{\"message\":\"overloaded\",\"code\":503}}")}), "Overloaded"},
        {"HTML with 200", html(200), "BadAnswer"},
        {"an empty body", {}, "Empty"},
        {"empty choices", jsonReply({{u"choices"_s, QJsonArray()}}), "Empty"},
        {"null content", jsonReply(withMessage({{u"content"_s, QJsonValue::Null}})), "Empty"},
        {"blanks alone", streamedText(u"   \n  "_s), "Empty"},
        {"finish_reason length", streamedText(card.left(60), u"length"_s), "Length", card.left(60)},
        {"content filter", streamedText({}, u"content_filter"_s), "Filtered"},
        {"refusal", jsonReply(withMessage({{u"content"_s, QJsonValue::Null}, {u"refusal"_s, u"I cannot help with that."_s}})), "Filtered"},
        {"thinking in the answer", streamedText(u"<think>先想想</think>"_s + card), "Ok", card},
        {"thinking beside the answer", jsonReply(withMessage({{u"content"_s, card}, {u"reasoning_content"_s, u"想"_s}})), "Ok", card},
        {"a list of parts", jsonReply(withMessage({{u"content"_s, QJsonArray{QJsonObject{{u"type"_s, u"text"_s}, {u"text"_s, card}}}}})), "Ok", card},
        {"a tool call", jsonReply(withMessage({{u"content"_s, QJsonValue::Null},
                                               {u"tool_calls"_s, QJsonArray{QJsonObject{{u"function"_s, QJsonObject{{u"name"_s, u"submit_card"_s}, {u"arguments"_s, card}}}}}}},
                                              u"tool_calls"_s)),
         "Ok", u""_s},
    };
}

} // namespace

QString sampleCardText()
{
    return QString::fromUtf8(toJson(sampleCardFields()));
}

bool isSilence(const ModelFault &fault)
{
    return fault.reply.end == End::Hang || QByteArrayView(fault.status) == "Timeout";
}

QByteArray gzipped(const QByteArray &bytes)
{
    const ProcessResult gzip = runProcess(u"gzip"_s, {u"-c"_s}, QProcessEnvironment::systemEnvironment(), {}, bytes);
    if (!gzip.ok())
        throw std::runtime_error("gzip failed");
    return gzip.out;
}

std::vector<ModelFault> modelFaults()
{
    std::vector<ModelFault> all = httpFaults();
    const QString card = sampleCardText();
    for (auto &&faults : {wireFaults(card), streamShapes(card)})
        all.insert(all.end(), faults.begin(), faults.end());
    return all;
}

} // namespace rijian::testkit
