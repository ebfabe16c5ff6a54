package dev.towncrier.api.administration;

import java.util.List;

/** Applications, in the order of their ids. */
record ApplicationList(List<ApplicationView> applications) {}
