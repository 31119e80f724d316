package org.banyan.mainchain.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a 1\n",
                "# TYPE a gauge\na 1",
                "# TYPE a gauge\nb 1\n",
                "# TYPE a counter\na 1\n",
                "# TYPE a gauge\na 1\na 2\n",
                "# TYPE a gauge\n# TYPE a gauge\na 1\n",
                "# TYPE a gauge\na{b=\"c} 1\n",
                "# TYPE a gauge\na{b=\"c\"d\"} 1\n",
                "# TYPE a gauge\na one\n",
                "# TYPE a gauge\n\na 1\n"
            })
    void what_is_no_scrape_is_refused(String text) {
        assertThatThrownBy(() -> Exposition.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# HELP a b\n# TYPE a gauge\na NaN\n",
                "# TYPE a_total counter\na_total{b=\"c\",d=\"e\\\"f, }\"} 1.5E-4\na_total{b=\"d\"} 0.0\n",
                "# TYPE a summary\na_count 1\na_sum 0.5\n"
            })
    void what_is_one_is_read(String text) {
        assertThat(Exposition.parse(text).types()).hasSize(1);
    }
}
