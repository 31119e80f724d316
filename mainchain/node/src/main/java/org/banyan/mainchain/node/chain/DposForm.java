package org.banyan.mainchain.node.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.banyan.mainchain.dpos.DposConsensus;
import org.banyan.mainchain.dpos.DposParameters;
import org.banyan.mainchain.dpos.Elected;
import org.banyan.mainchain.dpos.Growth;
import org.banyan.node.specification.BytesForm;
import org.banyan.node.specification.Fields;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CodecException;

/**
 * The parameters of dpos: {@code rounds-per-term}, which must be written because its length in time depends on slots and delegates; {@code growth}, {@code free}
 * (meant when it is left out) or {@code yearly}; {@code suspension-millis} (an hour), {@code evidence-millis} (two weeks) and {@code jail-millis} (as long as
 * evidence); the first delegates, as {@link ProducerFields} has them; and {@code elections = [{ term = 2, producers = [...] }]}, which may be left out.
 */
final class DposForm implements BytesForm {
    @Override
    public String of() {
        return DposConsensus.ID;
    }

    @Override
    public Bytes read(Fields fields, Chain chain) {
        var producers = ProducerFields.read(fields, chain);
        long rounds = fields.number("rounds-per-term");
        Growth growth = growth(fields);
        long suspension = fields.number("suspension-millis", DposParameters.HOUR_MILLIS);
        long evidence = fields.number("evidence-millis", DposParameters.EVIDENCE_MILLIS);
        long jail = fields.number("jail-millis", evidence);
        List<Elected> elections = fields.has("elections")
                ? fields.objects("elections").stream()
                        .map(each -> elected(each, chain))
                        .flatMap(Optional::stream)
                        .toList()
                : List.of();
        var parameters = new DposParameters(producers, rounds, growth, suspension, jail, evidence, elections);
        parameters.defect(chain.suite()).ifPresent(fields::problem);
        return DposParameters.CODEC.encode(parameters);
    }

    private static Growth growth(Fields fields) {
        String written = fields.text("growth", text(Growth.FREE));
        for (Growth growth : Growth.values()) {
            if (text(growth).equals(written)) {
                return growth;
            }
        }
        fields.problem("growth must be free or yearly but is '" + written + "'");
        return Growth.FREE;
    }

    private static String text(Growth growth) {
        return growth.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Elected> elected(Fields fields, Chain chain) {
        var elected = fields.make(() -> new Elected(fields.number("term"), ProducerFields.read(fields, chain)));
        fields.refuseOthers();
        return elected;
    }

    @Override
    public Optional<Map<String, Object>> write(Bytes bytes, Chain chain) {
        try {
            DposParameters parameters = DposParameters.CODEC.decode(bytes);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("rounds-per-term", parameters.roundsPerTerm());
            fields.put("growth", text(parameters.growth()));
            fields.put("suspension-millis", parameters.suspensionMillis());
            fields.put("evidence-millis", parameters.evidenceMillis());
            fields.put("jail-millis", parameters.jailMillis());
            ProducerFields.write(parameters.delegates(), chain, fields);
            List<Map<String, Object>> elections = new ArrayList<>();
            for (Elected elected : parameters.elections()) {
                Map<String, Object> written = new LinkedHashMap<>();
                written.put("term", elected.term());
                ProducerFields.write(elected.delegates(), chain, written);
                elections.add(written);
            }
            if (!elections.isEmpty()) {
                fields.put("elections", elections);
            }
            return Optional.of(fields);
        } catch (CodecException foreign) {
            return Optional.empty();
        }
    }
}
