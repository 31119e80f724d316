package org.banyan.mainchain.node.chain;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.banyan.node.specification.BytesForm.Chain;
import org.banyan.node.specification.Fields;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.PublicKey;

/** {@code producers = [{ scheme = 1, key-hex = ... }]}: an address that is left out is that of the key. */
final class ProducerFields {
    private static final String NAME = "producers";

    private ProducerFields() {}

    static ProducerSet read(Fields fields, Chain chain) {
        return new ProducerSet(fields.objects(NAME).stream()
                .map(each -> producer(each, chain))
                .sorted(Comparator.comparing(Producer::address))
                .toList());
    }

    private static Producer producer(Fields fields, Chain chain) {
        PublicKey key = new PublicKey(
                fields.smallNumber("scheme", chain.suite().defaultScheme().id()), fields.hex("key-hex"));
        Producer producer = new Producer(
                fields.has("address")
                        ? chain.addresses().parse(fields.text("address"))
                        : chain.suite().addressOf(key),
                key,
                fields.number("weight", 1));
        fields.refuseOthers();
        return producer;
    }

    static void write(ProducerSet producers, Chain chain, Map<String, Object> to) {
        List<Map<String, Object>> written = producers.producers().stream()
                .map(producer -> written(producer, chain))
                .toList();
        to.put(NAME, written);
    }

    private static Map<String, Object> written(Producer producer, Chain chain) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("address", chain.addresses().format(producer.address()));
        fields.put("scheme", producer.key().scheme());
        fields.put("key-hex", producer.key().bytes().toHex());
        fields.put("weight", producer.weight());
        return fields;
    }
}
