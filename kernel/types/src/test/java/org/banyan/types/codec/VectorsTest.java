package org.banyan.types.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.Tag;
import org.banyan.types.list.CountedList;
import org.banyan.types.list.HistoryAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Known answers for implementations in other languages, and against a change of ours that nobody meant. Files: src/test/resources/vectors. */
class VectorsTest {
    private static final HashFunction HASH = Sha256.INSTANCE;

    /** One message: its name, its value as protobuf text, its canonical bytes, and its tag and hash when it has one. */
    record MessageVector(String name, String text, String bytes, String tag, String hash) {
        @Override
        public String toString() {
            return name;
        }
    }

    record RefusedVector(String name, String bytes, String why) {}

    static List<MessageVector> messages() {
        List<MessageVector> vectors = new ArrayList<>();
        for (String[] fields : rows("messages.tsv")) {
            vectors.add(new MessageVector(fields[0], fields[1], fields[2], fields[3], fields[4]));
        }
        return vectors;
    }

    static List<RefusedVector> refused() {
        List<RefusedVector> vectors = new ArrayList<>();
        for (String[] fields : rows("refused.tsv")) {
            vectors.add(new RefusedVector(fields[0], fields[1], fields[2]));
        }
        return vectors;
    }

    @Test
    void every_message_has_a_known_answer() {
        assertThat(messages().stream().map(MessageVector::name))
                .containsExactlyElementsOf(
                        MessageKind.all().stream().map(MessageKind::toString).toList());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_known_value_has_its_known_bytes_and_hash(MessageVector vector) throws TextFormat.ParseException {
        MessageKind<?> kind = kind(vector.name());
        Message.Builder value = kind.prototype().newBuilderForType();
        TextFormat.merge(vector.text(), value);
        Bytes bytes = Bytes.fromHex(vector.bytes());

        assertThat(Bytes.wrap(value.build().toByteArray())).isEqualTo(bytes);
        assertThat(recode(kind, bytes)).isEqualTo(bytes);
        if (!vector.tag().equals("-")) {
            assertThat(HASH.hash(Tag.valueOf(vector.tag()), bytes)).isEqualTo(Hash.fromHex(vector.hash()));
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void known_bytes_that_are_not_canonical_are_refused(RefusedVector vector) {
        assertThatThrownBy(() -> kind(vector.name()).codec().decode(Bytes.fromHex(vector.bytes())))
                .as(vector.why())
                .isInstanceOf(CodecException.class);
    }

    @Test
    void lists_and_histories_have_their_known_roots() {
        HistoryAccumulator history = HistoryAccumulator.EMPTY;
        List<String[]> rows = rows("lists.tsv");
        for (String[] row : rows) {
            int count = Integer.parseInt(row[0]);
            List<Bytes> leaves = IntStream.range(0, count)
                    .mapToObj(i -> Bytes.utf8("leaf " + i))
                    .toList();
            assertThat(CountedList.root(HASH, Tag.LIST_BODY, leaves)).isEqualTo(Hash.fromHex(row[1]));
            while (history.count() < count) {
                history = history.append(HASH, new BlockId(HASH.hash(Tag.HEADER, leaves.get((int) history.count()))));
            }
            assertThat(history.root(HASH)).isEqualTo(Hash.fromHex(row[2]));
        }
        assertThat(rows).isNotEmpty();
    }

    private static <T> Bytes recode(MessageKind<T> kind, Bytes bytes) {
        return kind.codec().encode(kind.codec().decode(bytes));
    }

    private static MessageKind<?> kind(String name) {
        return MessageKind.all().stream()
                .filter(kind -> kind.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Tab-separated fields of each line that is no comment. */
    private static List<String[]> rows(String file) {
        try (InputStream in = VectorsTest.class.getResourceAsStream("/vectors/" + file)) {
            assertThat(in).as(file).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
