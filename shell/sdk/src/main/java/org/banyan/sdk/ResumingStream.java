package org.banyan.sdk;

import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.banyan.sdk.error.BanyanException;
import org.banyan.v1.ErrorReason;

/**
 * Items of a server stream, one at a time as they are asked for, across broken connections: it subscribes again behind the last item. An item may come twice.
 *
 * <p>{@link #hasNext} waits for the next item and ends when the server ends the stream or {@link #close} is called, from any thread. It throws
 * {@link BanyanException} when the server refuses, or when nobody answered for as many attempts in a row as the client allows.
 */
public final class ResumingStream<T> implements Iterator<T>, AutoCloseable {
    private final Connection connection;
    private final Function<Optional<T>, Iterator<T>> subscribe;
    private final Context.CancellableContext context = Context.current().withCancellation();
    private Optional<Iterator<T>> source = Optional.empty();
    private Optional<T> last = Optional.empty();
    private Optional<T> next = Optional.empty();
    private int failuresInARow;

    /** @param subscribe opens the stream behind the item given, or from the start */
    ResumingStream(Connection connection, Function<Optional<T>, Iterator<T>> subscribe) {
        this.connection = connection;
        this.subscribe = subscribe;
    }

    @Override
    public boolean hasNext() {
        while (next.isEmpty() && !context.isCancelled()) {
            try {
                if (!advance()) {
                    return false;
                }
            } catch (StatusRuntimeException failed) {
                recover(failed);
            }
        }
        return next.isPresent();
    }

    private boolean advance() {
        Context previous = context.attach();
        try {
            Iterator<T> items = source.orElseGet(() -> subscribe.apply(last));
            source = Optional.of(items);
            if (!items.hasNext()) {
                return false;
            }
            next = Optional.of(items.next());
            failuresInARow = 0;
            return true;
        } finally {
            context.detach(previous);
        }
    }

    private void recover(StatusRuntimeException failed) {
        source = Optional.empty();
        if (context.isCancelled()) {
            return;
        }
        BanyanException mapped = connection.failure(failed);
        boolean resumable = Connection.isPassing(mapped) || mapped.known() == ErrorReason.ERROR_REASON_STREAM_LAGGED;
        failuresInARow++;
        if (!resumable || failuresInARow >= connection.options().attempts()) {
            throw mapped;
        }
        connection.hold(failuresInARow, mapped);
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the stream has ended");
        }
        T item = next.orElseThrow();
        last = next;
        next = Optional.empty();
        return item;
    }

    @Override
    public void close() {
        context.cancel(null);
    }
}
