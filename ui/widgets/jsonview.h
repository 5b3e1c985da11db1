// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QsciScintilla;

namespace channelscope {

class JsonEditor;

//! Event data to look at, as the editor shows it: JSON indented for reading, anything else as it is. Tab goes on to the
//! next control.
class JsonView : public QWidget
{
    Q_OBJECT

public:
    //! `name` is told by screen readers.
    explicit JsonView(const QString &name, QWidget *parent = nullptr);

    //! Shows no more than about `most` bytes of it: a long text takes long to lay out.
    void setBytes(const QByteArray &utf8, qsizetype most);
    [[nodiscard]] bool isJson() const { return m_isJson; }
    //! Not all of it is shown.
    [[nodiscard]] bool isCut() const { return m_isCut; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    JsonEditor *m_editor;
    QsciScintilla *m_text; //!< inside the editor
    bool m_isJson = false;
    bool m_isCut = false;
};

} // namespace channelscope
