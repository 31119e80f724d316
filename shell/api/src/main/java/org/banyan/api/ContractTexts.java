package org.banyan.api;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Struct;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.banyan.contracts.registry.ContractRecord;
import org.banyan.sdk.contract.Addresses;
import org.banyan.sdk.contract.ContractDescriptor;
import org.banyan.sdk.contract.ContractJson;
import org.banyan.sdk.contract.MessageJson;
import org.banyan.types.Address;
import org.banyan.types.Bytes;

/**
 * Shows a chain's contract calls, replies and events by field names, from the descriptors that the chain itself holds. What cannot be read is shown raw.
 *
 * <p>Made for one answer; reads the chain in turns of its lane.
 */
final class ContractTexts {
    private final ChainReader reader;
    private final ContractJson json;
    private final Map<Address, Optional<Known>> known = new LinkedHashMap<>();

    record Known(ContractRecord record, ContractDescriptor descriptor) {}

    ContractTexts(ChainReader reader) {
        this.reader = reader;
        this.json = new ContractJson(Addresses.of(reader.addresses()));
    }

    /** The contract registered at an address, or the account contract for a key account. */
    Optional<Known> at(Address address) {
        Optional<Known> found = known.get(address);
        if (found == null) {
            found = reader.at(ChainReader.LATEST, point -> {
                SystemViews views = new SystemViews(point);
                Optional<ContractRecord> record = views.contractAt(address);
                boolean bound = point.parts()
                        .directory()
                        .binding(address, point.state())
                        .isPresent();
                if (record.isEmpty() && !bound) {
                    record = views.contract(point.parts().rules().collection().accountContract());
                }
                return record.flatMap(contract -> describe(contract, views.descriptor(contract.name())));
            });
            known.put(address, found);
        }
        return found;
    }

    static Optional<Known> describe(ContractRecord record, Bytes descriptor) {
        try {
            return Optional.of(new Known(record, ContractDescriptor.named(descriptor, record.name())));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    Optional<Struct> arguments(Address contract, String method, Bytes bytes) {
        return at(contract).flatMap(it -> it.descriptor().method(method)).flatMap(it -> show(it.request(), bytes));
    }

    Optional<Struct> reply(Address contract, String method, Bytes bytes) {
        return at(contract).flatMap(it -> it.descriptor().method(method)).flatMap(it -> show(it.response(), bytes));
    }

    Optional<Struct> event(Address contract, String name, Bytes bytes) {
        return at(contract).flatMap(it -> it.descriptor().event(name)).flatMap(it -> show(it, bytes));
    }

    Optional<Struct> show(Descriptor type, Bytes bytes) {
        try {
            return Optional.of(MessageJson.toStruct(json.decode(type, bytes)));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** @throws org.banyan.sdk.contract.ArgumentsException if the object does not fit the type */
    Bytes encode(Descriptor type, Struct object) {
        return json.encode(type, MessageJson.fromStruct(object));
    }
}
