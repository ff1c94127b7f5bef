// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import dev.tandem.wasi.fs.FileType;
import dev.tandem.wasi.nio.HostErrors;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Standard output or error. What the guest has written has left us when its call returns. */
public final class OutputDescriptor extends Descriptor {
    private final OutputStream stream;
    private final Terminal terminal;

    public OutputDescriptor(OutputStream stream, Terminal terminal) {
        super(Rights.STREAM & ~Rights.FD_READ, 0, Flags.FD_APPEND);
        this.stream = stream;
        this.terminal = terminal;
    }

    @Override
    FileType type() {
        return terminal.type();
    }

    @Override
    int write(ByteBuffer source) {
        int length = source.remaining();
        try {
            if (source.hasArray()) {
                stream.write(source.array(), source.arrayOffset() + source.position(), length);
            } else {
                byte[] copy = new byte[length];
                source.get(copy);
                stream.write(copy);
            }
            stream.flush();
            return length;
        } catch (IOException e) {
            throw HostErrors.toGuest(e);
        }
    }
}
