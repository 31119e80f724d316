package org.banyan.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.SplittableRandom;
import org.banyan.sdk.json.Json;
import org.banyan.sdk.testproto.BalanceReply;
import org.banyan.sdk.testproto.Currency;
import org.banyan.sdk.testproto.PayRequest;
import org.banyan.sdk.testproto.Share;
import org.banyan.types.Address;
import org.banyan.types.AddressText;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractJsonTest {
    private static final AddressText TEXT = new AddressText("dev");
    private static final Address OWNER = new Address(new Hash(1, 2, 3, 4));
    private static final Hash RECEIPT = new Hash(9, 8, 7, 6);
    private static final ContractJson JSON = new ContractJson(Addresses.of(TEXT));

    private static Json.Object json(String text) {
        return (Json.Object)
                Json.parse(text.replace("OWNER", TEXT.format(OWNER)).replace("HASH", RECEIPT.toHex()));
    }

    private static ByteString bytes(Bytes bytes) {
        return ByteString.copyFrom(bytes.readOnlyArray());
    }

    @Test
    void json_becomes_the_bytes_that_generated_classes_write() {
        var given = json("""
                {"to":"OWNER","amount":"300","noteText":"tea","order":"18446744073709551615","lane":7,"urgent":true,"raw":"AQI=",
                 "currency":"CURRENCY_NOTE","shares":[{"owner":"OWNER","percent":100}],"receipt":"HASH","marks":[1,"2"]}""");

        Bytes encoded = JSON.encode(PayRequest.getDescriptor(), given);

        PayRequest expected = PayRequest.newBuilder()
                .setTo(bytes(OWNER.bytes()))
                .setAmount(bytes(Amount.of(300).toBytes()))
                .setNoteText("tea")
                .setOrder(-1L)
                .setLane(7)
                .setUrgent(true)
                .setRaw(ByteString.copyFrom(new byte[] {1, 2}))
                .setCurrency(Currency.CURRENCY_NOTE)
                .addShares(Share.newBuilder().setOwner(bytes(OWNER.bytes())).setPercent(100))
                .setReceipt(bytes(RECEIPT.bytes()))
                .addMarks(1)
                .addMarks(2)
                .build();
        assertThat(encoded).isEqualTo(Bytes.wrap(expected.toByteArray()));
    }

    @Test
    void defaults_are_left_out_of_the_bytes_however_they_are_given() {
        var full = json("""
                {"to":"OWNER","amount":"0","noteText":"","order":0,"lane":"0","urgent":false,"raw":"","currency":"CURRENCY_COIN",
                 "shares":[],"receipt":"HASH","marks":[],"witness":null}""");
        var bare = json("{\"to\":\"OWNER\",\"receipt\":\"HASH\"}");

        assertThat(JSON.encode(PayRequest.getDescriptor(), full))
                .isEqualTo(JSON.encode(PayRequest.getDescriptor(), bare));
    }

    @Test
    void both_spellings_of_a_name_are_read_but_not_together() {
        var camel = json("{\"to\":\"OWNER\",\"receipt\":\"HASH\",\"noteText\":\"x\"}");
        var snake = json("{\"to\":\"OWNER\",\"receipt\":\"HASH\",\"note_text\":\"x\"}");
        var both = json("{\"to\":\"OWNER\",\"receipt\":\"HASH\",\"note_text\":\"x\",\"noteText\":\"x\"}");

        assertThat(JSON.encode(PayRequest.getDescriptor(), camel))
                .isEqualTo(JSON.encode(PayRequest.getDescriptor(), snake));
        assertThatThrownBy(() -> JSON.encode(PayRequest.getDescriptor(), both)).hasMessageContaining("given twice");
    }

    @Test
    void random_requests_read_back_the_same() {
        long seed = 7_001;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            PayRequest request = randomRequest(random);
            Bytes bytes = Bytes.wrap(request.toByteArray());

            Json.Object shown = JSON.decode(PayRequest.getDescriptor(), bytes);

            assertThat(JSON.encode(PayRequest.getDescriptor(), (Json.Object) Json.parse(shown.compact())))
                    .as("seed %d, case %d: %s", seed, i, shown.compact())
                    .isEqualTo(bytes);
        }
    }

    private static PayRequest randomRequest(SplittableRandom random) {
        var request = PayRequest.newBuilder()
                .setTo(randomHash(random))
                .setReceipt(randomHash(random))
                .setAmount(bytes(new Amount(random.nextLong(), 0, 0, random.nextLong()).toBytes()))
                .setOrder(random.nextLong())
                .setLane(random.nextInt())
                .setUrgent(random.nextBoolean())
                .setNoteText(random.nextBoolean() ? "" : "note \u20ac " + random.nextInt())
                .setCurrencyValue(random.nextInt(2));
        if (random.nextBoolean()) {
            request.setWitness(randomHash(random));
        }
        if (random.nextBoolean()) {
            request.setByShare(Share.newBuilder().setOwner(randomHash(random)));
        }
        for (int n = random.nextInt(3); n > 0; n--) {
            request.addMarks(random.nextLong())
                    .addShares(Share.newBuilder().setOwner(randomHash(random)).setPercent(random.nextInt(100)));
        }
        return request.build();
    }

    private static ByteString randomHash(SplittableRandom random) {
        return bytes(new Hash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()).bytes());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"to":"OWNER"}                                                    | receipt        | is missing
                    {"receipt":"HASH"}                                                | to             | is missing; give an address
                    {"to":"OWNER","receipt":"HASH","tip":1}                           | tip            | is unknown; PayRequest is {to: address, amount: amount
                    {"to":"bob","receipt":"HASH"}                                     | to             | must be an address in bech32m
                    {"to":5,"receipt":"HASH"}                                         | to             | but is 5
                    {"to":"OWNER","receipt":"abc"}                                    | receipt        | 64 hexadecimal digits
                    {"to":"OWNER","receipt":"HASH","amount":"-1"}                     | amount         | decimal
                    {"to":"OWNER","receipt":"HASH","amount":"007"}                    | amount         | leading zeros
                    {"to":"OWNER","receipt":"HASH","amount":1.5}                      | amount         | decimal
                    {"to":"OWNER","receipt":"HASH","order":"18446744073709551616"}    | order          | must be at most 18446744073709551615
                    {"to":"OWNER","receipt":"HASH","order":-1}                        | order          | a 64-bit number
                    {"to":"OWNER","receipt":"HASH","lane":4294967296}                 | lane           | must be at most 4294967295
                    {"to":"OWNER","receipt":"HASH","lane":1e3}                        | lane           | a 32-bit number
                    {"to":"OWNER","receipt":"HASH","urgent":"yes"}                    | urgent         | true or false
                    {"to":"OWNER","receipt":"HASH","raw":"%"}                         | raw            | base64
                    {"to":"OWNER","receipt":"HASH","currency":"GOLD"}                 | currency       | one of CURRENCY_COIN, CURRENCY_NOTE
                    {"to":"OWNER","receipt":"HASH","shares":{}}                       | shares         | must be an array
                    {"to":"OWNER","receipt":"HASH","shares":[{"owner":"OWNER"},{}]}   | shares[1].owner | is missing
                    {"to":"OWNER","receipt":"HASH","shares":[5]}                      | shares[0]      | an object {owner: address, percent: uint32}
                    {"to":"OWNER","receipt":"HASH","byCoupon":{},"byShare":{"owner":"OWNER"}} | byShare | only one of them
                    """)
    void a_value_that_does_not_fit_is_refused_at_its_field(String text, String field, String why) {
        assertThatThrownBy(() -> JSON.encode(PayRequest.getDescriptor(), json(text)))
                .isInstanceOfSatisfying(
                        ArgumentsException.class,
                        wrong -> assertThat(wrong.field()).isEqualTo(field))
                .hasMessageContaining(why)
                .hasMessageContaining("'" + field + "'");
    }

    @Test
    void answers_show_every_field_with_its_meaning() {
        Bytes reply = Bytes.wrap(BalanceReply.newBuilder()
                .setBalance(bytes(Amount.of(1_000).toBytes()))
                .build()
                .toByteArray());

        assertThat(JSON.decode(BalanceReply.getDescriptor(), reply).compact())
                .isEqualTo("{\"balance\":\"1000\",\"count\":\"0\"}");
    }

    @Test
    void bytes_that_break_their_meaning_are_shown_raw() {
        Bytes odd = Bytes.wrap(PayRequest.newBuilder()
                .setTo(ByteString.copyFrom(new byte[] {1}))
                .setAmount(ByteString.copyFrom(new byte[] {0, 1}))
                .build()
                .toByteArray());

        Json.Object shown = JSON.decode(PayRequest.getDescriptor(), odd);

        assertThat(shown.text("to")).isEqualTo("01");
        assertThat(shown.text("amount")).isEqualTo("0x0001");
    }

    @Test
    void bytes_that_are_no_message_are_refused() {
        assertThatThrownBy(() -> JSON.decode(BalanceReply.getDescriptor(), Bytes.fromHex("0aff")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("banyan.sdk.test.BalanceReply");
    }

    @Test
    void a_struct_carries_the_same_json() {
        Json.Object object = json("{\"a\":[1,true,null,\"x\"],\"b\":{\"c\":\"OWNER\"}}");

        assertThat(MessageJson.fromStruct(MessageJson.toStruct(object)).compact())
                .isEqualTo(object.compact());
    }
}
