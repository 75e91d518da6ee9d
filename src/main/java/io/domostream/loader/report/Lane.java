package io.domostream.loader.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A row of the timeline: one slice's parts or, where there are many slices, those of several that follow each other. */
public record Lane(String label, List<PartTime> parts) {
    static final int OWN_LANE_EACH = 40;

    static List<Lane> of(List<PartTime> parts) {
        var slices = parts.stream()
                .sorted(Comparator.comparing(PartTime::begunAt))
                .collect(Collectors.groupingBy(PartTime::slice, TreeMap::new, Collectors.toList()));
        if (slices.size() > OWN_LANE_EACH) {
            return packed(slices.values());
        }
        var lanes = new ArrayList<Lane>();
        slices.forEach((slice, its) -> lanes.add(new Lane(String.valueOf(slice), its)));
        return lanes;
    }

    /** As many lanes as slices went on at once. */
    private static List<Lane> packed(Collection<List<PartTime>> slices) {
        var lanes = new ArrayList<Lane>();
        slices.stream()
                .sorted(Comparator.comparing(its -> its.get(0).begunAt()))
                .forEach(its -> lanes.stream()
                        .filter(lane ->
                                !lane.ended().endedAt().isAfter(its.get(0).begunAt()))
                        .findFirst()
                        .orElseGet(() -> {
                            lanes.add(new Lane(String.valueOf(lanes.size() + 1), new ArrayList<>()));
                            return lanes.get(lanes.size() - 1);
                        })
                        .parts
                        .addAll(its));
        return lanes;
    }

    private PartTime ended() {
        return parts.get(parts.size() - 1);
    }

    public long rows() {
        return parts.stream().mapToLong(part -> part.size().rows()).sum();
    }
}
