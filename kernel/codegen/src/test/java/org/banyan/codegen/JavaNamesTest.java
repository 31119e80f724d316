package org.banyan.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaNamesTest {
    @ParameterizedTest
    @CsvSource({
        "valid_until, validUntil",
        "Increment, increment",
        "class, class_",
        "hash_code, hashCode_",
        "_hidden, hidden",
        "x2_y, x2Y"
    })
    void members_are_camel_case_and_no_reserved_words(String protoName, String javaName) {
        assertThat(JavaNames.member(protoName)).isEqualTo(javaName);
    }

    @ParameterizedTest
    @CsvSource({"Increment, INCREMENT", "TransferFrom, TRANSFER_FROM", "getURLNow, GET_URL_NOW", "A, A"})
    void constants_are_upper_case_with_underscores(String camelCase, String constant) {
        assertThat(JavaNames.constant(camelCase)).isEqualTo(constant);
    }

    @ParameterizedTest
    @CsvSource({
        "Color, COLOR_RED, RED",
        "Color, RED, RED",
        "Color, COLOR_, COLOR_",
        "Color, COLOR_2, COLOR_2",
        "HttpKind, HTTP_KIND_GET, GET"
    })
    void enum_values_drop_the_enums_name_when_a_name_is_left(String type, String value, String javaName) {
        assertThat(JavaNames.enumValue(type, value)).isEqualTo(javaName);
    }
}
