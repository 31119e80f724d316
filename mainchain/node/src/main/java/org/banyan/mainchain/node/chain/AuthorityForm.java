package org.banyan.mainchain.node.chain;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.consensus.authority.AuthorityConsensus;
import org.banyan.consensus.authority.AuthorityParameters;
import org.banyan.node.specification.BytesForm;
import org.banyan.node.specification.Fields;
import org.banyan.types.Bytes;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.PublicKey;

/** {@code producers = [{ scheme = 1, key-hex = ... }]}: an address that is left out is that of the key. */
final class AuthorityForm implements BytesForm {
    @Override
    public String of() {
        return AuthorityConsensus.ID;
    }

    @Override
    public Bytes read(Fields fields, Chain chain) {
        List<Producer> producers = fields.objects("producers").stream()
                .map(each -> producer(each, chain))
                .sorted(Comparator.comparing(Producer::address))
                .toList();
        return AuthorityParameters.CODEC.encode(new AuthorityParameters(new ProducerSet(producers)));
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

    @Override
    public Optional<Map<String, Object>> write(Bytes bytes, Chain chain) {
        try {
            AuthorityParameters parameters = AuthorityParameters.CODEC.decode(bytes);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put(
                    "producers",
                    parameters.producers().producers().stream()
                            .map(producer -> written(producer, chain))
                            .toList());
            return Optional.of(fields);
        } catch (CodecException foreign) {
            return Optional.empty();
        }
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
