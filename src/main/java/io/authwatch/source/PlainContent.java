package io.authwatch.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file as it is. */
record PlainContent(FileChannel file) implements Content {
    @Override
    public int read(ByteBuffer into, long at) throws IOException {
        return file.read(into, at);
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public boolean reaches(long octets) throws IOException {
        return file.size() >= octets;
    }

    @Override
    public long left(long consumed) throws IOException {
        return Math.max(0, file.size() - consumed);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
