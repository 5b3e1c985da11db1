// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jsoneditor.h"

#include "core/jsonfault.h"
#include "theme.h"
#include "widgets/banner.h"
#include "widgets/jsonlayout.h"

#include <QApplication>
#include <QFontDatabase>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QVBoxLayout>

// QScintilla's headers are written with Qt's keywords, which we build without.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#include <Qsci/qscilexerjson.h>
#include <Qsci/qsciscintilla.h>
#undef signals
#undef slots

#include <algorithm>
#include <functional>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int errorMarker = 1;

//! QScintilla's own ways of pasting turn line ends into its own and stop at a NUL. Everything that pastes comes through
//! here instead.
class ByteEdit : public QsciScintilla
{
public:
    using QsciScintilla::QsciScintilla;

    std::function<void(QClipboard::Mode)> pasteFrom;

    void paste() override { pasteFrom(QClipboard::Clipboard); }

protected:
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->matches(QKeySequence::Paste))
            paste();
        else
            QsciScintilla::keyPressEvent(event);
    }
    void mousePressEvent(QMouseEvent *event) override
    {
        if (event->button() != Qt::MiddleButton) {
            QsciScintilla::mousePressEvent(event);
            return;
        }
        const QPoint at = event->position().toPoint();
        SendScintilla(SCI_GOTOPOS, SendScintilla(SCI_POSITIONFROMPOINT, static_cast<unsigned long>(at.x()), at.y()));
        if (QApplication::clipboard()->supportsSelection())
            pasteFrom(QClipboard::Selection);
    }
};

} // namespace

std::optional<JsonProblem> jsonProblem(const QByteArray &text)
{
    const auto fault = jsonFault(text);
    if (!fault)
        return std::nullopt;
    const QByteArrayView before = QByteArrayView(text).first(fault->offset);
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    const bool isNothing = text.trimmed().isEmpty();
    return JsonProblem{isNothing ? 1 : static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
                       isNothing ? 1 : static_cast<int>(QString::fromUtf8(before.sliced(lineStart)).size()) + 1,
                       isNothing ? JsonEditor::tr("no data") : fault->message};
}

JsonEditor::JsonEditor(QWidget *parent)
    : QWidget(parent)
    , m_refusal(new Banner(this))
    , m_editor(new ByteEdit(this))
    , m_lexer(new QsciLexerJSON(m_editor))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_refusal);
    column->addWidget(m_editor);
    setFocusProxy(m_editor);

    m_editor->setObjectName(u"dataEditor"_s);
    m_editor->setUtf8(true);
    m_editor->setEolMode(QsciScintilla::EolUnix);
    static_cast<ByteEdit *>(m_editor)->pasteFrom = [this](QClipboard::Mode mode) { paste(mode); };
    m_editor->setAcceptDrops(false); // what is dropped would be changed as what is pasted would
    m_editor->viewport()->setAcceptDrops(false);
    m_editor->setLexer(m_lexer);
    m_editor->setMarginType(0, QsciScintilla::NumberMargin);
    m_editor->setMarginWidth(0, u"000"_s);
    m_editor->setMarginWidth(1, 0);
    m_editor->setFolding(QsciScintilla::PlainFoldStyle, 2);
    m_editor->setBraceMatching(QsciScintilla::SloppyBraceMatch);
    m_editor->setAutoIndent(true);
    m_editor->setIndentationsUseTabs(false);
    m_editor->setIndentationWidth(2);
    m_editor->setTabWidth(2);
    m_editor->setWrapMode(QsciScintilla::WrapWord);
    m_editor->SendScintilla(QsciScintillaBase::SCI_SETSCROLLWIDTHTRACKING, 1UL);
    m_editor->markerDefine(QsciScintilla::Background, errorMarker);
    m_editor->setFrameShape(QFrame::StyledPanel);
    setName(tr("Event data"));
    m_editor->setAccessibleDescription(tr("Escape leaves the editor; Tab indents."));
    m_editor->setToolTip(tr("Escape leaves the editor; Tab indents."));
    m_editor->installEventFilter(this);
    updateColours();
    connect(m_editor, &QsciScintilla::textChanged, this, &JsonEditor::check);
}

QByteArray JsonEditor::bytes() const
{
    const auto length = m_editor->SendScintilla(QsciScintillaBase::SCI_GETLENGTH);
    QByteArray utf8(length, Qt::Uninitialized);
    if (length > 0)
        m_editor->SendScintilla(QsciScintillaBase::SCI_GETTEXTRANGE, 0, static_cast<int>(length), utf8.data());
    return utf8;
}

void JsonEditor::setBytes(const QByteArray &utf8)
{
    replaceAll(utf8);
    m_editor->SendScintilla(QsciScintillaBase::SCI_EMPTYUNDOBUFFER);
    m_editor->SendScintilla(QsciScintillaBase::SCI_GOTOPOS, 0UL);
}

void JsonEditor::setViewOnly()
{
    m_isViewOnly = true;
    m_editor->setObjectName(u"dataView"_s);
    m_editor->setReadOnly(true);
    m_editor->setAccessibleDescription({});
    m_editor->setToolTip({});
}

void JsonEditor::setName(const QString &name)
{
    m_editor->setAccessibleName(name);
}

void JsonEditor::format()
{
    if (!m_problem)
        replaceAll(indentedJson(bytes()));
}

void JsonEditor::minify()
{
    if (!m_problem)
        replaceAll(compactJson(bytes()));
}

void JsonEditor::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateColours();
}

bool JsonEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        // The editor keeps Tab for indenting, so Escape is the way on for the keyboard.
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isTab = key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab;
        if (key->key() == Qt::Key_Escape || (m_isViewOnly && isTab)) {
            focusNextPrevChild(!key->modifiers().testFlag(Qt::ShiftModifier));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void JsonEditor::paste(QClipboard::Mode mode)
{
    const QString text = QApplication::clipboard()->text(mode);
    if (!text.isValidUtf16()) {
        m_refusal->show(Tone::Bad, tr("What you pasted cannot be sent and was not taken."),
                        tr("There is half a character (a lone surrogate) in it, for which UTF-8 has no bytes."));
        return;
    }
    const QByteArray utf8 = text.toUtf8();
    m_editor->beginUndoAction();
    m_editor->SendScintilla(QsciScintillaBase::SCI_REPLACESEL, "");
    m_editor->SendScintilla(QsciScintillaBase::SCI_ADDTEXT, static_cast<unsigned long>(utf8.size()), utf8.constData());
    m_editor->endUndoAction();
    m_editor->ensureCursorVisible();
}

void JsonEditor::check()
{
    m_refusal->clear();
    m_problem = jsonProblem(withoutVariables(bytes()));
    m_editor->markerDeleteAll(errorMarker);
    if (m_problem && !bytes().trimmed().isEmpty())
        m_editor->markerAdd(m_problem->line - 1, errorMarker);
    Q_EMIT changed();
}

void JsonEditor::updateColours()
{
    const QPalette p = palette();
    const QColor paper = p.color(QPalette::Base);
    const QColor text = p.color(QPalette::Text);
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(this->font().pointSizeF());
    m_lexer->setDefaultFont(font);
    m_lexer->setFont(font);
    m_lexer->setPaper(paper);
    m_lexer->setDefaultPaper(paper);
    m_lexer->setColor(text);
    m_lexer->setDefaultColor(text);
    m_lexer->setColor(toneText(Tone::Accent, p), QsciLexerJSON::Property);
    m_lexer->setColor(toneText(Tone::Good, p), QsciLexerJSON::String);
    m_lexer->setColor(toneText(Tone::Warning, p), QsciLexerJSON::Number);
    m_lexer->setColor(kindColour(ChannelKind::Encrypted, p), QsciLexerJSON::Keyword);
    m_lexer->setColor(toneText(Tone::Bad, p), QsciLexerJSON::UnclosedString);
    m_lexer->setPaper(paper, QsciLexerJSON::UnclosedString);
    m_lexer->setColor(text, QsciLexerJSON::Error);
    m_lexer->setPaper(paper, QsciLexerJSON::Error);
    m_editor->setPaper(paper);
    m_editor->setColor(text);
    m_editor->setCaretForegroundColor(text);
    m_editor->setMarginsBackgroundColor(p.color(QPalette::AlternateBase));
    m_editor->setMarginsForegroundColor(quietText(p));
    m_editor->setFoldMarginColors(p.color(QPalette::AlternateBase), p.color(QPalette::AlternateBase));
    for (int mark = int(QsciScintillaBase::SC_MARKNUM_FOLDEREND); mark <= int(QsciScintillaBase::SC_MARKNUM_FOLDEROPEN);
         ++mark) {
        m_editor->setMarkerForegroundColor(quietText(p), mark);
        m_editor->setMarkerBackgroundColor(quietText(p), mark);
    }
    m_editor->setMatchedBraceBackgroundColor(toneFill(Tone::Accent, p));
    m_editor->setMatchedBraceForegroundColor(toneText(Tone::Accent, p));
    m_editor->setUnmatchedBraceForegroundColor(toneText(Tone::Bad, p));
    m_editor->setUnmatchedBraceBackgroundColor(paper);
    m_editor->setSelectionBackgroundColor(p.color(QPalette::Highlight));
    m_editor->setSelectionForegroundColor(p.color(QPalette::HighlightedText));
    m_editor->setMarkerBackgroundColor(toneFill(Tone::Bad, p), errorMarker);
}

// Bytes go in as they are: QString and QScintilla's own setText() would lose a leading U+FEFF.
void JsonEditor::replaceAll(const QByteArray &utf8)
{
    m_editor->setReadOnly(false);
    m_editor->beginUndoAction();
    m_editor->SendScintilla(QsciScintillaBase::SCI_CLEARALL);
    m_editor->SendScintilla(QsciScintillaBase::SCI_APPENDTEXT, static_cast<unsigned long>(utf8.size()),
                            utf8.constData());
    m_editor->endUndoAction();
    m_editor->setReadOnly(m_isViewOnly);
}

} // namespace channelscope
