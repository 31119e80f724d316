package org.banyan.drivers.net.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectRatesTest {
    private long nanos;
    private final ConnectRates rates = new ConnectRates(() -> nanos);

    private int admitted(String address, int tries) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            admitted += rates.admit(address) ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void an_address_that_connects_again_and_again_waits_for_the_next_window_and_no_other_does() {
        assertThat(admitted("one", 1_000)).isEqualTo(ConnectRates.CONNECTS_MAX);
        assertThat(admitted("other", 1)).isEqualTo(1);
        nanos += ConnectRates.WINDOW_NANOS - 1;
        assertThat(admitted("one", 1)).isZero();
        nanos += 1;
        assertThat(admitted("one", 1)).isEqualTo(1);
    }

    @Test
    void very_many_addresses_share_what_is_left() {
        for (int i = 0; i < ConnectRates.ADDRESSES_MAX; i++) {
            assertThat(rates.admit("address " + i)).isTrue();
        }
        int admitted = 0;
        for (int i = 0; i < 1_000; i++) {
            admitted += rates.admit("late " + i) ? 1 : 0;
        }
        assertThat(admitted).isEqualTo(ConnectRates.CONNECTS_MAX);
        assertThat(rates.admit("address 0")).isTrue();
    }
}
