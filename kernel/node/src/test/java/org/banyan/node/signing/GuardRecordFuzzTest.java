package org.banyan.node.signing;

import static org.assertj.core.api.Assertions.assertThat;

import org.banyan.fuzzing.FuzzTarget;
import org.banyan.types.Bytes;

/** The sign guard's file: exactly what was written, or nothing. */
class GuardRecordFuzzTest {
    @FuzzTarget
    void records(byte[] input) {
        Bytes bytes = Bytes.copyOf(input);
        GuardRecord.decode(bytes)
                .ifPresent(record -> assertThat(record.encoded()).isEqualTo(bytes));
    }
}
