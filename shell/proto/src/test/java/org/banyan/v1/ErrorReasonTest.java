package org.banyan.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorReasonTest {
    static Stream<ErrorReason> reasons() {
        return Arrays.stream(ErrorReason.values())
                .filter(reason -> reason != ErrorReason.UNRECOGNIZED && reason != ErrorReason.ERROR_REASON_UNSPECIFIED);
    }

    private static ReasonRule rule(ErrorReason reason) {
        return reason.getValueDescriptor().getOptions().getExtension(ErrorsProto.rule);
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void every_reason_says_its_status_code_its_cause_and_what_to_do(ErrorReason reason) {
        assertThat(rule(reason).getCode()).isNotIn(Code.OK, Code.UNKNOWN, Code.UNRECOGNIZED);
        assertThat(rule(reason).getCause()).isNotBlank().doesNotEndWith(".");
        assertThat(rule(reason).getFix()).isNotBlank().doesNotEndWith(".");
    }

    @Test
    void only_passing_troubles_ask_to_try_again() {
        assertThat(reasons().filter(reason -> rule(reason).getRetryable()))
                .allSatisfy(reason -> assertThat(rule(reason).getCode())
                        .isIn(
                                Code.UNAVAILABLE,
                                Code.RESOURCE_EXHAUSTED,
                                Code.ABORTED,
                                Code.DEADLINE_EXCEEDED,
                                Code.FAILED_PRECONDITION));
    }
}
