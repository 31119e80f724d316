package org.banyan.examples.readings;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.banyan.contract.Batches;
import org.banyan.contract.ContractFailure;

/** Checks readings as a batch: each by itself, on all cores, with the result of a loop. */
public final class ReadingsRules implements Readings {
    /** Centimetres a second: Beaufort 10. */
    static final int STORM = 2_450;

    /** Units of checking one reading, about 3 nanoseconds each. */
    private static final long CHECK_UNITS = 60;

    private static final long LOOK_UNITS = 2;
    private static final Summary NOTHING = new Summary(0, 0, 0);

    /** A reading and where it stands, so that a failure can say so: a function is given one record and nothing else. */
    private record Placed(int place, Reading reading) {}

    @Override
    public HandInReply handIn(ReadingsContext context, HandInRequest request) {
        List<Reading> readings = request.readings();
        if (readings.isEmpty()) {
            throw context.fail(ReadingsFailure.NO_READINGS, "hand in at least one reading");
        }
        Batches batches = context.context().batches();
        Summary fresh = batches.aggregate(
                placed(readings), placed -> CHECK_UNITS, NOTHING, ReadingsRules::checked, ReadingsRules::sum);
        if (batches.contains(
                readings,
                reading -> LOOK_UNITS,
                reading -> Integer.compareUnsigned(reading.wind(), STORM) >= 0)) {
            context.emit(new Storm(context.caller(), request.day()));
        }
        var cell = context.state().summary(context.caller(), request.day());
        Summary day = sum(cell.get().orElse(NOTHING), fresh);
        cell.set(day);
        return new HandInReply(day);
    }

    @Override
    public GetDayReply getDay(ReadingsContext context, GetDayRequest request) {
        return new GetDayReply(
                context.state().summary(request.station(), request.day()).get().orElse(NOTHING));
    }

    private static List<Placed> placed(List<Reading> readings) {
        return IntStream.range(0, readings.size())
                .mapToObj(place -> new Placed(place, readings.get(place)))
                .toList();
    }

    private static Summary checked(Placed placed) {
        Reading reading = placed.reading();
        if (check(reading.second(), reading.wind()) != reading.check()) {
            throw new ContractFailure(
                    ReadingsFailure.CHECK_WRONG, "the check of reading " + placed.place() + " does not fit");
        }
        return new Summary(1, Integer.toUnsignedLong(reading.wind()), reading.wind());
    }

    static int check(int second, int wind) {
        CRC32 check = new CRC32();
        check.update(ByteBuffer.allocate(2 * Integer.BYTES).putInt(second).putInt(wind).flip());
        return (int) check.getValue();
    }

    private static Summary sum(Summary one, Summary other) {
        int max = Integer.compareUnsigned(one.windMax(), other.windMax()) >= 0 ? one.windMax() : other.windMax();
        return new Summary(one.count() + other.count(), one.windSum() + other.windSum(), max);
    }
}
