// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QClipboard>
#include <QWidget>

#include <optional>

class QsciScintilla;
class QsciLexerJSON;

namespace channelscope {

class Banner;

//! Where a text stops being JSON.
struct JsonProblem
{
    int line = 0;   //!< from 1
    int column = 0; //!< from 1, in characters
    QString message;
};

//! The first problem of `text` as JSON, or std::nullopt if it is valid.
[[nodiscard]] std::optional<JsonProblem> jsonProblem(const QByteArray &text);

//! An editor for event data, on QScintilla: JSON highlighting, folding, brace matching, the faulty line marked while
//! typing. What is typed or pasted is what bytes() gives, byte for byte; nothing is reformatted unless asked.
class JsonEditor : public QWidget
{
    Q_OBJECT

public:
    explicit JsonEditor(QWidget *parent = nullptr);

    [[nodiscard]] QByteArray bytes() const; //!< UTF-8
    void setBytes(const QByteArray &utf8);
    //! From now on it is to look at only: nothing can be typed, and Tab goes on to the next control.
    void setViewOnly();
    //! What screen readers call it.
    void setName(const QString &name);
    //! Where it is not JSON, whatever its variables stand for.
    [[nodiscard]] const std::optional<JsonProblem> &problem() const { return m_problem; }

    //! Re-indents or compacts valid JSON; does nothing to anything else. Can be undone.
    void format();
    void minify();

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void paste(QClipboard::Mode mode);
    void check();
    void updateColours();
    void replaceAll(const QByteArray &utf8);

    Banner *m_refusal; //!< why what was pasted was not taken
    QsciScintilla *m_editor;
    QsciLexerJSON *m_lexer;
    std::optional<JsonProblem> m_problem;
    bool m_isViewOnly = false;
};

} // namespace channelscope
