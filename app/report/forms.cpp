#include "report/forms.h"

#include "core/text.h"
#include "report/template.h"
#include "report/writers.h"

#include <QCoreApplication>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace rijian::report {

namespace {

struct FormsText {
    Q_DECLARE_TR_FUNCTIONS(rijian::report::Forms)
};

const QString templatePrefix = u"template:"_s;

} // namespace

const QList<FormInfo> &forms()
{
    static const QList<FormInfo> list{
        {Form::Markdown, u"markdown"_s, u"md"_s, true}, {Form::Grouped, u"grouped"_s, u"md"_s, true}, {Form::Html, u"html"_s, u"html"_s, true},
        {Form::Pdf, u"pdf"_s, u"pdf"_s, false},         {Form::Json, u"json"_s, u"json"_s, true},     {Form::Csv, u"csv"_s, u"csv"_s, true},
        {Form::Template, u"template"_s, u"md"_s, true},
    };
    return list;
}

const FormInfo &formInfo(Form form)
{
    return *std::find_if(forms().begin(), forms().end(), [form](const FormInfo &info) { return info.form == form; });
}

QString FormChoice::word() const
{
    return form == Form::Template ? templatePrefix + templateName : formInfo(form).word;
}

std::optional<FormChoice> formOf(const QString &word)
{
    if (word.startsWith(templatePrefix))
        return isTemplateName(word.sliced(templatePrefix.size())) ? std::optional(FormChoice{Form::Template, word.sliced(templatePrefix.size())}) : std::nullopt;
    for (const FormInfo &info : forms()) {
        if (info.word == word && info.form != Form::Template)
            return FormChoice{info.form, {}};
    }
    return std::nullopt;
}

Result<void> writeForm(Form form, EntrySource &source, QIODevice &device, const WriteOptions &options, std::stop_token stop, const WriteProgress &progress)
{
    if (form == Form::Pdf)
        return failure(ErrorKind::Unsupported, FormsText::tr("A PDF is printed from the page: choose the format html, or print in the window."));
    if (form == Form::Template) {
        const auto own = Template::load(options.templateFile);
        if (!own)
            return std::unexpected(own.error());
        Output output(device, std::move(stop), progress, qsizetype(source.ledger().commits) * own->passes());
        return own->write(source, output, options);
    }
    const bool twice = form == Form::Markdown || form == Form::Grouped || form == Form::Html; // the table or the contents, then the cards
    Output output(device, std::move(stop), progress, qsizetype(source.ledger().commits) * (twice ? 2 : 1));
    switch (form) {
    case Form::Grouped: return writeGroupedForm(source, output, options);
    case Form::Html: return writeHtmlForm(source, output, options);
    case Form::Json: return writeJsonForm(source, output, options);
    case Form::Csv: return writeCsvForm(source, output, options);
    default: return writeMarkdownForm(source, output, options);
    }
}

Result<void> saveForm(Form form, EntrySource &source, const QString &file, const WriteOptions &options, std::stop_token stop, const WriteProgress &progress)
{
    const auto error = [&file](const QString &what) {
        return Error{ErrorKind::Disk, FormsText::tr("%1 cannot be written (%2): choose another file, or check the folder, its permissions and the free space.").arg(file, what), {}};
    };
    QSaveFile output(file);
    output.setDirectWriteFallback(false);
    if (!output.open(QIODevice::WriteOnly))
        return std::unexpected(error(output.errorString()));
    if (auto written = writeForm(form, source, output, options, std::move(stop), progress); !written)
        return written.error().kind == ErrorKind::Disk ? std::unexpected(error(output.errorString())) : written;
    if (!output.commit())
        return std::unexpected(error(output.errorString()));
    return {};
}

} // namespace rijian::report
