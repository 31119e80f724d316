package org.banyan.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacedReaderTest {
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final Caller caller = new Caller();
    private final PacedReader<String> reader = new PacedReader<>(caller, PATIENCE);

    /** A caller who reads when the test says so. */
    private static final class Caller extends ServerCallStreamObserver<String> {
        private final List<String> got = new ArrayList<>();
        private final List<Throwable> ends = new ArrayList<>();
        private int looks;
        private int busyFor;
        private boolean gone;

        @Override
        public boolean isReady() {
            return looks++ >= busyFor;
        }

        @Override
        public boolean isCancelled() {
            return gone;
        }

        @Override
        public void onNext(String item) {
            got.add(item);
        }

        @Override
        public void onError(Throwable end) {
            ends.add(end);
        }

        @Override
        public void onCompleted() {}

        @Override
        public void setOnCancelHandler(Runnable handler) {}

        @Override
        public void setCompression(String compression) {}

        @Override
        public void setOnReadyHandler(Runnable handler) {}

        @Override
        public void request(int count) {}

        @Override
        public void setMessageCompression(boolean enable) {}

        @Override
        public void disableAutoInboundFlowControl() {}
    }

    @Test
    void a_reader_that_takes_its_time_gets_the_next_item_when_it_can() {
        caller.busyFor = 3;
        reader.send("one");
        assertThat(caller.looks).isEqualTo(4);
        assertThat(caller.got).containsExactly("one");
    }

    @Test
    void a_reader_that_takes_nothing_is_told_that_it_lags() {
        caller.busyFor = Integer.MAX_VALUE;
        assertThatThrownBy(() -> reader.send("one")).hasMessageContaining("the reader took nothing");
        assertThat(caller.got).isEmpty();
    }

    @Test
    void who_has_gone_gets_nothing_more_and_is_not_waited_for() {
        caller.busyFor = Integer.MAX_VALUE;
        caller.gone = true;
        reader.send("one");
        reader.fail(new IllegalStateException("ended"));
        assertThat(reader.isGone()).isTrue();
        assertThat(caller.got).isEmpty();
        assertThat(caller.ends).isEmpty();
    }
}
