package dev.towncrier.api.administration;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EventTopicSettings.class)
class AdministrationConfiguration {}
